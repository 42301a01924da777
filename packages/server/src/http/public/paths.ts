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

/** Where people subscribe. The first takes POST, the others what shows a question and what answers it: GET and POST. */
export const subscriberPaths = {
  subscribe: '/status/{region}/subscribers',
  confirm: '/status/{region}/subscribers/{token}/confirm',
  unsubscribe: '/status/{region}/subscribers/{token}/unsubscribe',
} as const;
