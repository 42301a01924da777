import type { StatusCode } from '@platen/contract';
import {
  type DayUptime,
  historyDays,
  type PageComponent,
  type PageIncident,
  type PageMaintenance,
  type PageMaintenanceUpdate,
  type PageUpdate,
  type RegionPage,
  type Uptime,
} from '../status/index.ts';

/** What the tests of this room tell of a region, on a Monday morning. */

export const site = { url: 'https://status.example' };

export const at = (text: string) => Date.parse(text);

const today = '2026-11-23';
const created = at('2026-01-01T09:00:00Z');

export function aRegionPage(fields: Partial<RegionPage> = {}): RegionPage {
  return {
    id: 'eu',
    name: 'Europe',
    status: 'operational',
    summary: 'All components are operational.',
    since: at('2026-11-20T10:00:00Z'),
    observedAt: at('2026-11-23T08:30:00Z'),
    stale: false,
    createdAt: created,
    updatedAt: at('2026-11-20T10:00:00Z'),
    components: [],
    incidents: [],
    maintenance: [],
    uptime: anUptime(),
    ...fields,
  };
}

export function aPageComponent(fields: Partial<PageComponent> = {}): PageComponent {
  return {
    id: 'scan',
    name: 'Scan to cloud',
    description: null,
    jobTypes: ['scan'],
    status: 'operational',
    reason: null,
    createdAt: created,
    updatedAt: at('2026-11-20T10:00:00Z'),
    uptime: anUptime(),
    ...fields,
  };
}

export function aPageIncident(fields: Partial<PageIncident> = {}): PageIncident {
  const updates = fields.updates ?? [aPageUpdate()];
  const newest = updates[0];
  const status = newest?.status ?? 'investigating';
  const over = status === 'resolved' || status === 'postmortem';
  const startedAt = updates.at(-1)?.at ?? created;
  return {
    id: 'inc_1',
    kind: 'incident',
    name: 'Scan to cloud is failing for some devices',
    status,
    impact: 'major',
    componentIds: ['scan'],
    startedAt,
    createdAt: startedAt,
    updatedAt: newest?.at ?? created,
    resolvedAt: over ? (updates.find((update) => update.status === 'resolved')?.at ?? null) : null,
    url: null,
    updates,
    ...fields,
  };
}

export function aPageUpdate(fields: Partial<PageUpdate> = {}): PageUpdate {
  return {
    id: 'upd_1',
    at: at('2026-11-23T08:02:11Z'),
    status: 'investigating',
    body: 'We are looking into failing scans.',
    componentImpacts: { scan: 'major' },
    correctedAt: null,
    ...fields,
  };
}

export function aPageMaintenance(fields: Partial<PageMaintenance> = {}): PageMaintenance {
  const updates = fields.updates ?? [aMaintenanceUpdate()];
  return {
    id: 'mnt_1',
    name: 'Storage upgrade',
    status: updates[0]?.status ?? 'scheduled',
    componentIds: ['scan'],
    startsAt: at('2026-11-28T22:00:00Z'),
    endsAt: at('2026-11-29T02:00:00Z'),
    createdAt: at('2026-11-21T12:00:00Z'),
    updatedAt: updates[0]?.at ?? created,
    updates,
    ...fields,
  };
}

export function aMaintenanceUpdate(fields: Partial<PageMaintenanceUpdate> = {}): PageMaintenanceUpdate {
  return {
    id: 'upd_m1',
    at: at('2026-11-21T12:00:00Z'),
    status: 'scheduled',
    body: 'Scans may arrive late.',
    ...fields,
  };
}

/** A good time up to today, but for the days named: how much was up, how much is known, the worst. */
export function anUptime(
  days: Readonly<Record<string, readonly [ratio: number | null, known: number, worst: StatusCode]>> = {},
  fields: Partial<Uptime> = {},
): Uptime {
  const all = Array.from({ length: historyDays }, (_, i): DayUptime => {
    const date = dateBefore(today, historyDays - 1 - i);
    const [ratio, known, worst] = days[date] ?? [1, 1, 'operational'];
    return { date, ratio, known, worst };
  });
  return { ...sumOf(all), days: all, ...fields };
}

/** A time of which nothing is known. */
export function noUptime(): Uptime {
  const days = anUptime().days.map(
    ({ date }): DayUptime => ({ date, ratio: null, known: 0, worst: 'unknown' }),
  );
  return { ratio: null, known: 0, days };
}

function dateBefore(date: string, days: number): string {
  return new Date(at(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

function sumOf(days: readonly DayUptime[]): Omit<Uptime, 'days'> {
  const known = days.reduce((sum, day) => sum + day.known, 0);
  const up = days.reduce((sum, day) => sum + (day.ratio ?? 0) * day.known, 0);
  return { ratio: known === 0 ? null : up / known, known: known / days.length };
}
