import type { Device, Place } from './place.ts';
import { unitedStatesIncidents, unitedStatesMaintenance } from './united-states.ts';

const everything: Device['types'] = ['print', 'copy'];

/** Schools: nobody there at night, at weekends and in summer, and a page log that cannot see how a job ended. */
export const school: Place = {
  region: { id: 'us', name: 'United States' },
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
  organization: {
    org_id: 'b0c3d9e1',
    name: 'Maple County Schools',
    region: 'us',
    time_zone: 'America/Chicago',
  },
  subscription: {
    plan: 'Hive',
    endsInDays: 243,
    auto_renews: true,
    entitlements: [{ name: 'device_embedded', quantity: 25, used: 9 }],
  },
  calendar: {
    workday: [
      0, 0, 0, 0, 0, 0, 0.1, 0.7, 1, 0.8, 0.85, 0.6, 0.45, 0.8, 0.9, 0.6, 0.25, 0.08, 0, 0, 0, 0, 0, 0,
    ],
    weekend: Array<number>(24).fill(0),
    holidays: [
      ['01-01', '01-03'],
      ['03-16', '03-20'],
      ['06-06', '08-14'],
      ['11-26', '11-27'],
      ['12-20', '12-31'],
    ],
  },
  devices: [
    { name: 'high-school-office', types: everything, color: true, share: 6 },
    { name: 'high-school-library', types: everything, color: false, share: 9 },
    { name: 'high-school-staff-room', types: everything, color: false, share: 8 },
    { name: 'middle-school-office', types: everything, color: true, share: 5 },
    { name: 'middle-school-staff-room', types: everything, color: false, share: 7 },
    { name: 'elementary-office', types: everything, color: true, share: 5 },
    { name: 'elementary-staff-room', types: everything, color: false, share: 6 },
    { name: 'computer-lab-laser', types: ['print'], color: false, share: 7 },
    { name: 'art-room-color', types: ['print'], color: true, share: 2 },
  ],
  feeds: [
    {
      source: 'page-log',
      declares: {
        types: ['print'],
        outcomes: ['completed'],
        interval_seconds: 300,
        time_zone: 'America/Chicago',
      },
      tells: 'pages',
      jobsPerBusyHour: { print: 29 },
    },
    {
      source: 'copiers',
      declares: { types: ['copy'], outcomes: ['completed', 'failed'], interval_seconds: 300 },
      tells: 'everything',
      jobsPerBusyHour: { copy: 13 },
    },
  ],
  oddities: [
    {
      name: 'Exams are printed',
      daysAgo: 187,
      at: '07:00',
      hours: 9,
      types: ['print', 'copy'],
      effect: { volume: 2.5, failing: 0, waiting: 2 },
    },
    {
      name: 'Report cards go out',
      daysAgo: 40,
      at: '12:00',
      hours: 4,
      types: ['print'],
      effect: { volume: 3, failing: 0, waiting: 2 },
    },
    {
      name: 'The network of the schools is down',
      daysAgo: 17,
      at: '09:00',
      hours: 3,
      types: ['print', 'copy'],
      effect: { volume: 0, failing: 0, waiting: 1 },
    },
  ],
  incidents: unitedStatesIncidents,
  maintenance: unitedStatesMaintenance,
  templates: [],
};
