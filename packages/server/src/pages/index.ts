export { componentBadge } from './badge.ts';
export { alertPage, testPage } from './html/alert-page.ts';
export { incidentPage } from './html/incident-page.ts';
export { maintenancePage } from './html/maintenance-page.ts';
export { regionsPage } from './html/regions-page.ts';
export { type SubscriberMatter, subscriberPage } from './html/subscriber-page.ts';
export type { Site } from './public-form.ts';
export { publicForms } from './public-forms.ts';
