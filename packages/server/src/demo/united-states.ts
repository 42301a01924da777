import type { IncidentStory, MaintenanceStory } from './place.ts';

/** In minutes. */
const day = 24 * 60;

/** What went wrong in the United States over the year; at the moment all is well. */
export const unitedStatesIncidents: readonly IncidentStory[] = [
  {
    name: 'Copies are refused at some devices',
    impact: 'major',
    component_ids: ['copy'],
    started: { daysAgo: 319, at: '08:41' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Some devices say that no balance is left and refuse to copy, although there is one.',
      },
      {
        after: 33,
        status: 'identified',
        body: 'Balances were not carried over into the new year for organizations with a yearly budget.',
      },
      {
        after: 87,
        status: 'monitoring',
        body: 'Balances are corrected. Devices learn of it within 15 minutes.',
      },
      { after: 150, status: 'resolved', body: 'Copying works at all devices.' },
    ],
  },
  {
    name: 'Mobile printing is delayed',
    impact: 'minor',
    component_ids: ['print'],
    started: { daysAgo: 281, at: '10:16' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Jobs sent from phones and tablets take several minutes to appear at the device.',
      },
      {
        after: 44,
        status: 'identified',
        body: 'Converting large photos blocks other jobs. We are adding capacity.',
      },
      { after: 120, status: 'resolved', body: 'Jobs from phones appear within seconds again.' },
    ],
  },
  {
    name: 'Scans to cloud folders fail',
    impact: 'major',
    component_ids: ['scan'],
    started: { daysAgo: 231, at: '13:05' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Scans to one large provider of cloud folders fail. Scans to e-mail and to other folders work.',
      },
      {
        after: 29,
        status: 'identified',
        body: 'The provider refuses our tokens after a change on its side. We are in contact with it.',
      },
      { after: 96, status: 'monitoring', body: 'The provider has taken its change back. Scans arrive.' },
      { after: 171, status: 'resolved', body: 'No scan has failed in the last hour.' },
    ],
  },
  {
    name: 'Cloud print is down',
    impact: 'critical',
    component_ids: ['print'],
    component_impacts: { copy: 'minor' },
    started: { daysAgo: 176, at: '09:48' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'No print jobs are being released, and signing in to copy is slow. We are working on it.',
      },
      {
        after: 9,
        status: 'identified',
        body: 'The database of the queues has run out of space. We are moving it to a larger disk.',
      },
      {
        after: 37,
        status: 'monitoring',
        body: 'Cloud print is back. Jobs that waited are kept and can be released now.',
      },
      {
        after: 92,
        status: 'resolved',
        body: 'Everything works as usual. From now on we are warned three days before space runs out.',
      },
      {
        after: 2 * day + 130,
        status: 'postmortem',
        body: `A report that was added a week before kept a copy of every job, and the disk of the queues was full one morning.

The report is changed, what it kept is deleted, and a full disk no longer stops jobs that are waiting.`,
      },
    ],
  },
  {
    name: 'Faxes to toll-free numbers fail',
    impact: 'minor',
    component_ids: ['fax'],
    started: { daysAgo: 117, at: '15:22' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Faxes to toll-free numbers are answered with a busy signal.',
      },
      { after: 75, status: 'monitoring', body: 'Calls to these numbers take another route now.' },
      { after: 160, status: 'resolved', body: 'The carrier has repaired the first route.' },
    ],
  },
  {
    kind: 'advisory',
    name: 'Usage reports are sent a day late',
    impact: 'none',
    component_ids: ['console'],
    started: { daysAgo: 66, at: '07:55' },
    updates: [
      {
        after: 0,
        status: 'identified',
        body: 'The weekly reports were not sent this night. They will be sent today.',
      },
      { after: 420, status: 'resolved', body: 'All reports have been sent.' },
    ],
  },
  {
    name: 'Print jobs fail after the update of the driver',
    impact: 'major',
    component_ids: ['print'],
    started: { daysAgo: 27, at: '11:12' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Jobs from computers that took the driver of last night end with an error or come out blank.',
      },
      {
        after: 31,
        status: 'identified',
        body: 'The driver mixes up two paper trays. We have withdrawn it; computers go back to the one before.',
      },
      {
        after: 90,
        status: 'monitoring',
        body: 'Most computers have gone back. The rest follow at their next start.',
      },
      { after: 200, status: 'resolved', body: 'The driver is withdrawn everywhere.' },
    ],
  },
];

export const unitedStatesMaintenance: readonly MaintenanceStory[] = [
  {
    name: 'Move to a new data center',
    body: 'Fax lines move to a new data center. Faxes sent meanwhile are kept and delivered afterwards.',
    component_ids: ['fax'],
    inDays: -45,
    at: '20:00',
    hours: 6,
    news: [{ after: 220, body: 'All lines have moved. Faxes that were kept are being delivered.' }],
  },
  {
    name: 'Renewal of the Admin Console',
    body: 'The Admin Console gets a new look. It cannot be reached for up to an hour.',
    component_ids: ['console'],
    inDays: 9,
    at: '19:00',
    hours: 1,
  },
];
