import { publicForms } from '../../pages/index.ts';

/** Every path of the public pages, with parameters as `{name}`. All of them take GET. */
export const publicPaths = {
  regions: '/status',
  forms: publicForms.map(({ path }) => `/status/{region}${path}`),
  incident: '/status/{region}/incidents/{id}',
  maintenance: '/status/{region}/maintenance/{id}',
  alert: '/alerts/{id}/{signature}',
  channelTest: '/channel-tests/{id}/{signature}',
  componentBadge: '/status/{region}/components/{id}/badge.svg',
} as const;
