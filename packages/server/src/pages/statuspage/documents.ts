import type { PublicForm } from '../public-form.ts';

const names = [
  'summary',
  'status',
  'components',
  'incidents',
  'incidents/unresolved',
  'scheduled-maintenances',
  'scheduled-maintenances/upcoming',
  'scheduled-maintenances/active',
];

/** The documents of the Statuspage API v2. */
export const statuspageForms: readonly PublicForm[] = names.map((name) => ({
  path: `/api/v2/${name}.json`,
  mediaType: 'application/json; charset=utf-8',
  write: (page) => JSON.stringify({ page: { id: page.id } }),
}));
