import type { StatusCode } from '@platen/contract';
import type { PageComponent, PageIncident, PageMaintenance, RegionPage } from '../status/index.ts';
import {
  aMaintenanceUpdate,
  anUptime,
  aPageComponent,
  aPageIncident,
  aPageMaintenance,
  aPageUpdate,
  aRegionPage,
  at,
  noUptime,
} from './region-page.fixture.ts';

/** A region in which everything happens that a page can tell. */
export function aBusyRegionPage(): RegionPage {
  return aRegionPage({
    status: 'partial_outage',
    summary: 'Scan to cloud is failing for some devices',
    since: at('2026-11-23T08:02:11Z'),
    stale: true,
    updatedAt: at('2026-11-23T08:31:00Z'),
    components,
    incidents: [...active, ...past],
    maintenance,
    uptime: anUptime({ '2026-11-23': [0.9, 1, 'partial_outage'] }),
  });
}

const components: readonly PageComponent[] = [
  aPageComponent({
    id: 'print',
    name: 'Cloud print',
    description: 'Jobs from computers and phones to any printer of the organization.',
    jobTypes: ['print'],
    uptime: anUptime({
      '2026-10-02': [0.9421, 1, 'major_outage'],
      '2026-10-03': [0.998, 1, 'degraded_performance'],
      '2026-11-19': [0.9876, 1, 'partial_outage'],
    }),
  }),
  aPageComponent({
    status: 'partial_outage',
    description: 'Scans from the device to folders in the cloud.',
    updatedAt: at('2026-11-23T08:02:11Z'),
    uptime: anUptime({
      '2026-09-14': [1, 1, 'under_maintenance'],
      '2026-11-23': [0.9, 1, 'partial_outage'],
    }),
  }),
  aPageComponent({
    id: 'login',
    name: 'Login at the device',
    jobTypes: [],
    status: 'degraded_performance',
    uptime: anUptime({ '2026-11-23': [0.98, 1, 'degraded_performance'] }),
  }),
  aPageComponent({
    id: 'mail',
    name: 'Scan to mail',
    status: 'under_maintenance',
    uptime: anUptime({ '2026-11-23': [1, 1, 'under_maintenance'] }),
  }),
  aPageComponent({
    id: 'fax',
    name: 'Fax',
    jobTypes: ['fax'],
    status: 'major_outage',
    uptime: anUptime({
      '2026-11-21': [0.25, 1, 'major_outage'],
      '2026-11-22': [0, 1, 'major_outage'],
      '2026-11-23': [0, 1, 'major_outage'],
    }),
  }),
  aPageComponent({
    id: 'copy',
    name: 'Copy accounting',
    jobTypes: ['copy'],
    status: 'unknown',
    reason: 'Nothing heard since 22 Nov 2026, 23:10 UTC.',
    uptime: anUptime(blind('2026-11', 10, 22), {}),
  }),
  aPageComponent({ id: 'new', name: 'Follow-me queue', status: 'unknown', uptime: noUptime() }),
];

const active: readonly PageIncident[] = [
  aPageIncident({
    updates: [
      aPageUpdate({
        id: 'upd_3',
        at: at('2026-11-23T08:31:00Z'),
        status: 'identified',
        body: 'Tokens of one storage provider are refused.\nWe are renewing them.\n\nScans to mail are not affected.',
        componentImpacts: { scan: 'major', login: 'minor' },
      }),
      aPageUpdate({ correctedAt: at('2026-11-23T08:20:00Z') }),
    ],
    componentIds: ['scan', 'login'],
  }),
  aPageIncident({
    id: 'adv_1',
    kind: 'advisory',
    name: 'Certificates of the print servers change on 1 December',
    impact: 'none',
    componentIds: [],
    updates: [
      aPageUpdate({
        id: 'upd_a1',
        at: at('2026-11-20T10:00:00Z'),
        status: 'monitoring',
        body: 'Clients older than 2024 must be updated before.',
        componentImpacts: {},
      }),
    ],
  }),
  aPageIncident({
    id: 'inc_fax',
    name: 'Fax lines are down',
    impact: 'critical',
    url: 'https://lines.example/incidents/42?a=1&b=2',
    componentIds: ['fax'],
    updates: [
      aPageUpdate({
        id: 'upd_f1',
        at: at('2026-11-21T06:00:00Z'),
        body: 'Our carrier has lost a trunk.',
        componentImpacts: { fax: 'critical' },
      }),
    ],
  }),
];

const past: readonly PageIncident[] = [
  aPageIncident({
    id: 'inc_slow',
    name: 'Printing was slow',
    impact: 'minor',
    componentIds: ['print'],
    updates: [
      aPageUpdate({
        id: 'upd_p4',
        at: at('2026-11-21T09:00:00Z'),
        status: 'postmortem',
        body: 'A queue was read by one worker only.\n\n- It now has four.\n- An alarm watches its length.',
        componentImpacts: {},
        correctedAt: at('2026-11-21T10:00:00Z'),
      }),
      aPageUpdate({
        id: 'upd_p3',
        at: at('2026-11-19T16:14:00Z'),
        status: 'resolved',
        body: 'Jobs are printed within seconds again.',
        componentImpacts: { print: 'minor' },
      }),
      aPageUpdate({
        id: 'upd_p2',
        at: at('2026-11-19T15:00:00Z'),
        status: 'monitoring',
        body: 'The queue is getting shorter.',
        componentImpacts: { print: 'minor' },
      }),
      aPageUpdate({
        id: 'upd_p1',
        at: at('2026-11-19T14:00:00Z'),
        body: 'Jobs wait for minutes.',
        componentImpacts: { print: 'major' },
      }),
    ],
  }),
  aPageIncident({
    id: 'inc_old',
    name: 'No printing at all',
    impact: 'critical',
    componentIds: [],
    updates: [
      aPageUpdate({
        id: 'upd_o2',
        at: at('2026-10-02T22:10:00Z'),
        status: 'resolved',
        body: 'All is well again.',
        componentImpacts: {},
      }),
      aPageUpdate({ id: 'upd_o1', at: at('2026-10-02T20:47:00Z'), body: 'A data center is without power.' }),
    ],
  }),
];

const maintenance: readonly PageMaintenance[] = [
  aPageMaintenance(),
  aPageMaintenance({
    id: 'mnt_mail',
    name: 'Mail relay moves',
    componentIds: ['mail'],
    startsAt: at('2026-11-23T08:00:00Z'),
    endsAt: at('2026-11-23T10:00:00Z'),
    updates: [
      aMaintenanceUpdate({
        id: 'upd_m3',
        at: at('2026-11-23T08:00:00Z'),
        status: 'in_progress',
        body: 'The work has begun.',
      }),
      aMaintenanceUpdate({ id: 'upd_m2', body: 'Mails may arrive late.' }),
    ],
  }),
  aPageMaintenance({
    id: 'mnt_done',
    name: 'New firmware of the gateways',
    componentIds: [],
    startsAt: at('2026-11-14T22:00:00Z'),
    endsAt: at('2026-11-15T01:00:00Z'),
    createdAt: at('2026-11-10T12:00:00Z'),
    updates: [
      aMaintenanceUpdate({
        id: 'upd_m6',
        at: at('2026-11-15T01:00:00Z'),
        status: 'completed',
        body: 'The work is done.',
      }),
      aMaintenanceUpdate({ id: 'upd_m5', at: at('2026-11-14T22:00:00Z'), status: 'in_progress' }),
      aMaintenanceUpdate({ id: 'upd_m4', at: at('2026-11-10T12:00:00Z') }),
    ],
  }),
];

/** Days of a month of which nothing is known. */
function blind(month: string, from: number, to: number) {
  const days = Array.from(
    { length: to - from + 1 },
    (_, i) => `${month}-${String(from + i).padStart(2, '0')}`,
  );
  return Object.fromEntries(days.map((day) => [day, [null, 0, 'unknown' as StatusCode] as const]));
}
