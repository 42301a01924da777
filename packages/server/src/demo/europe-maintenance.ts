import type { MaintenanceStory } from './place.ts';

/** One that is over, one that is announced, and one that only its operator knows of yet. */
export const europeMaintenance: readonly MaintenanceStory[] = [
  {
    name: 'Upgrade of the scan storage',
    body: 'The storage behind Scan to cloud is upgraded. Scans may arrive up to half an hour late.',
    component_ids: ['scan'],
    inDays: -31,
    at: '22:00',
    hours: 4,
    news: [
      { after: 75, body: 'The first of two clusters is upgraded. No scan has been delayed so far.' },
      { after: 190, body: 'Both clusters are upgraded. We are checking that every scan has arrived.' },
    ],
  },
  {
    name: 'New release of Cloud print',
    body: 'Cloud print restarts twice, for about a minute each. Jobs sent meanwhile wait and are then printed.',
    component_ids: ['print'],
    inDays: 5,
    at: '21:00',
    hours: 2,
  },
  {
    name: 'New lines for the Fax gateway',
    body: 'The carrier moves our numbers to new lines. Faxes can be neither sent nor received for up to an hour.',
    component_ids: ['fax'],
    inDays: 13,
    at: '20:00',
    hours: 3,
  },
];
