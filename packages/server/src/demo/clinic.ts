import { europeIncidents } from './europe.ts';
import { europeMaintenance } from './europe-maintenance.ts';
import type { Device, Place } from './place.ts';
import { templates } from './templates.ts';

const everything: Device['types'] = ['print', 'scan', 'copy'];

/** A hospital: busy by day, never quite at rest, and about to lose its subscription. */
export const clinic: Place = {
  region: { id: 'eu', name: 'Europe' },
  components: [
    {
      id: 'print',
      name: 'Cloud print',
      description: 'Keeps jobs and releases them at the device',
      job_types: ['print'],
    },
    {
      id: 'scan',
      name: 'Scan to cloud',
      description: 'Delivers scans to folders and mailboxes',
      job_types: ['scan'],
    },
    {
      id: 'copy',
      name: 'Device accounting',
      description: 'Signs people in at the device and counts copies',
      job_types: ['copy'],
    },
    { id: 'fax', name: 'Fax gateway', description: 'Sends and receives faxes', job_types: ['fax'] },
    { id: 'console', name: 'Admin Console', description: 'Devices, people, rules and reports' },
  ],
  organization: { org_id: '4725fffa', name: 'Lindenhof Clinic', region: 'eu', time_zone: 'Europe/Berlin' },
  subscription: {
    plan: 'Hive',
    endsInDays: 27,
    auto_renews: false,
    entitlements: [
      { name: 'device_embedded', quantity: 40, used: 31 },
      { name: 'fax_line', quantity: 2, used: 2 },
    ],
  },
  calendar: {
    workday: [
      0.06, 0.05, 0.05, 0.05, 0.07, 0.15, 0.45, 0.8, 1, 1, 0.95, 0.75, 0.5, 0.75, 0.9, 0.85, 0.65, 0.4, 0.25,
      0.18, 0.14, 0.12, 0.1, 0.08,
    ],
    weekend: [
      0.05, 0.04, 0.04, 0.04, 0.05, 0.08, 0.15, 0.2, 0.25, 0.26, 0.25, 0.2, 0.16, 0.18, 0.2, 0.18, 0.15, 0.12,
      0.1, 0.08, 0.08, 0.07, 0.06, 0.05,
    ],
    holidays: [
      ['01-01', '01-01'],
      ['05-01', '05-01'],
      ['10-03', '10-03'],
      ['12-24', '12-26'],
      ['12-31', '12-31'],
    ],
  },
  devices: [
    { name: 'reception-mfp', types: [...everything, 'fax'], color: false, share: 9 },
    { name: 'emergency-mfp', types: everything, color: false, share: 8 },
    { name: 'ward-1-mfp', types: everything, color: false, share: 7 },
    { name: 'ward-2-mfp', types: everything, color: false, share: 7 },
    { name: 'ward-3-mfp', types: everything, color: false, share: 5 },
    { name: 'radiology-color', types: everything, color: true, share: 4 },
    { name: 'administration-mfp', types: [...everything, 'fax'], color: true, share: 6 },
    { name: 'laboratory-laser', types: ['print'], color: false, share: 6 },
    { name: 'pharmacy-laser', types: ['print'], color: false, share: 5 },
    { name: 'surgery-laser', types: ['print'], color: false, share: 3 },
  ],
  feeds: [
    {
      source: 'cups-01',
      declares: {
        types: ['print'],
        outcomes: ['open', 'completed', 'cancelled', 'failed', 'abandoned'],
        interval_seconds: 60,
        time_zone: 'Europe/Berlin',
      },
      tells: 'everything',
      jobsPerBusyHour: { print: 12 },
    },
    {
      source: 'mfp-fleet',
      declares: { types: ['scan', 'copy'], outcomes: ['completed', 'failed'], interval_seconds: 60 },
      tells: 'everything',
      jobsPerBusyHour: { scan: 4.5, copy: 3 },
    },
    {
      source: 'fax-gateway',
      declares: { types: ['fax'], outcomes: ['completed', 'failed'], interval_seconds: 300 },
      tells: 'everything',
      jobsPerBusyHour: { fax: 1 },
    },
  ],
  oddities: [
    {
      name: 'Insurance cards are renewed',
      daysAgo: 251,
      at: '07:00',
      hours: 11,
      types: ['print', 'copy'],
      effect: { volume: 2.8, failing: 0, waiting: 1.5 },
    },
    {
      name: 'The print server hangs',
      daysAgo: 163,
      at: '13:00',
      hours: 4,
      types: ['print'],
      effect: { volume: 0, failing: 0, waiting: 1 },
    },
    {
      name: 'Printing is slow',
      daysAgo: 71,
      at: '08:00',
      hours: 9,
      types: ['print'],
      effect: { volume: 1, failing: 0, waiting: 45 },
    },
    {
      name: 'Printing is slow again',
      daysAgo: 9,
      at: '10:00',
      hours: 3,
      types: ['print'],
      effect: { volume: 1, failing: 0.02, waiting: 40 },
    },
  ],
  incidents: europeIncidents,
  maintenance: europeMaintenance,
  templates,
};
