import type { IncidentStory } from './place.ts';

/** In minutes. */
const day = 24 * 60;

/** What went wrong in Europe over the year, and what is going wrong now. */
export const europeIncidents: readonly IncidentStory[] = [
  {
    name: 'Print jobs are released slowly',
    impact: 'minor',
    component_ids: ['print'],
    started: { daysAgo: 338, at: '09:14' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Jobs take up to a minute to come out after they are released at the device. We are looking into it.',
      },
      {
        after: 35,
        status: 'identified',
        body: 'One of three queues works through a backlog from the weekend. We are spreading it over the others.',
      },
      {
        after: 95,
        status: 'resolved',
        body: 'The backlog is gone and jobs are released at their usual pace. No job was lost.',
      },
    ],
  },
  {
    name: 'Signing in to the Admin Console fails',
    impact: 'minor',
    component_ids: ['console'],
    started: { daysAgo: 297, at: '14:52' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Some administrators are sent back to the sign-in page. Printing and scanning are not affected.',
      },
      {
        after: 21,
        status: 'identified',
        body: 'A certificate used with single sign-on was replaced an hour before its successor was known everywhere.',
      },
      {
        after: 48,
        status: 'resolved',
        body: 'The new certificate is in use everywhere. Please sign in again.',
      },
    ],
  },
  {
    name: 'Faxes are not delivered',
    impact: 'major',
    component_ids: ['fax'],
    started: { daysAgo: 256, at: '10:03' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Outgoing faxes fail after several attempts. Incoming faxes arrive.',
      },
      {
        after: 26,
        status: 'identified',
        body: 'The carrier rejects our calls to numbers abroad and in the mobile network. We have opened a ticket with it.',
      },
      {
        after: 140,
        status: 'monitoring',
        body: 'The carrier has corrected its routing. Faxes that failed since 10:00 have to be sent again.',
      },
      { after: 205, status: 'resolved', body: 'Faxes have been going through for an hour.' },
    ],
  },
  {
    name: 'Europe is unreachable',
    impact: 'critical',
    component_ids: [],
    started: { daysAgo: 204, at: '11:37' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Devices in Europe cannot reach the service: printing, scanning and accounting fail.',
      },
      {
        after: 12,
        status: 'identified',
        body: 'A change of the network at our provider has cut off two of three data centres. It is being rolled back.',
      },
      {
        after: 41,
        status: 'monitoring',
        body: 'All data centres are reachable again. Devices reconnect by themselves within ten minutes.',
      },
      {
        after: 78,
        status: 'resolved',
        body: 'All devices are connected. Jobs sent between 11:37 and 12:08 have to be sent again.',
      },
      {
        after: 3 * day + 195,
        status: 'postmortem',
        body: `What happened: our provider changed how its data centres reach each other, and an old route in our own configuration led nowhere from then on.

Why it took 41 minutes: the alarm came at once, but the change had to be rolled back by hand in three places.

What we have done: the old route is gone, the provider announces such changes ten days ahead, and rolling back takes one step.`,
      },
    ],
    correction: {
      of: 3,
      after: 3 * day + 200,
      body: 'All devices are connected. Jobs sent between 11:37 and 12:18 have to be sent again.',
    },
  },
  {
    name: 'Scans arrive late in some mailboxes',
    impact: 'minor',
    component_ids: ['scan'],
    started: { daysAgo: 148, at: '08:25' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Scans sent by e-mail arrive up to 20 minutes late. Scans to folders and to the cloud are on time.',
      },
      {
        after: 55,
        status: 'identified',
        body: 'A mail provider slows down what we send. We are moving to other addresses.',
      },
      { after: 130, status: 'monitoring', body: 'New scans arrive on time; delayed ones are on their way.' },
      { after: 190, status: 'resolved', body: 'All delayed scans have arrived.' },
    ],
  },
  {
    kind: 'advisory',
    name: 'Copies are counted twice in reports',
    impact: 'none',
    component_ids: ['copy'],
    started: { daysAgo: 103, at: '13:10' },
    updates: [
      {
        after: 0,
        status: 'identified',
        body: 'Reports of yesterday count some copies twice. Copying works, and nobody is charged on these numbers.',
      },
      { after: 310, status: 'resolved', body: 'The numbers of yesterday have been corrected.' },
    ],
  },
  {
    name: 'Printing fails at devices with old firmware',
    impact: 'major',
    component_ids: ['print'],
    component_impacts: { copy: 'minor' },
    started: { daysAgo: 58, at: '10:20' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Many print jobs end with an error at the device, and signing in to copy is slow. We see it since our release of this morning.',
      },
      {
        after: 18,
        status: 'identified',
        body: 'Devices with firmware from before 2023 do not accept a new cipher. We are taking the release back.',
      },
      {
        after: 52,
        status: 'monitoring',
        impact: 'minor',
        component_impacts: { copy: 'none' },
        body: 'The release is taken back. Copying is as usual, and single jobs fail until each device has reconnected.',
      },
      {
        after: 110,
        status: 'resolved',
        body: 'Printing works at all devices. The release will come again with the old cipher kept.',
      },
      {
        after: 2 * day + 40,
        status: 'postmortem',
        body: `We tested the release with every model we know, but not with firmware from before 2023, which one device in eleven still has.

Such devices are part of the tests now, and a release reaches one organization in fifty before it reaches all.`,
      },
    ],
  },
  {
    name: 'Device lists load slowly in the Admin Console',
    impact: 'minor',
    component_ids: ['console'],
    started: { daysAgo: 22, at: '15:31' },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Lists of more than 500 devices take half a minute to load.',
      },
      { after: 64, status: 'identified', body: 'An index was lost in an upgrade and is being rebuilt.' },
      { after: 118, status: 'resolved', body: 'The index is back, and lists load in a second.' },
    ],
  },
  {
    kind: 'advisory',
    name: 'Please keep firmware 4.2 off scanners of series 7',
    impact: 'none',
    component_ids: ['scan'],
    started: { daysAgo: 15, at: '10:05' },
    updates: [
      {
        after: 0,
        status: 'identified',
        body: 'With firmware 4.2 of its maker, scanners of series 7 forget their certificate at every restart. Everything works with 4.1; please wait for 4.3.',
      },
      {
        after: 6 * day + 75,
        status: 'resolved',
        body: 'Firmware 4.3 is out and keeps the certificate. It can be installed.',
      },
    ],
  },
  {
    name: 'Scan to cloud is failing for some devices',
    impact: 'major',
    component_ids: ['scan'],
    started: { minutesAgo: 40 },
    updates: [
      {
        after: 0,
        status: 'investigating',
        body: 'Scans to cloud folders fail at some devices with a time-out. Printing, copying and fax are not affected.',
      },
      {
        after: 23,
        status: 'identified',
        body: 'One storage cluster answers too slowly. We are moving its folders to another; until then, scan to e-mail.',
      },
    ],
  },
];
