import { type SystemStatus, statusNames } from '@platen/contract';
import { dayMs, formatInstant } from '../kit/instant.ts';
import { courseOf, lastTurn } from './course.ts';
import { incidentAt, incidentBody, incidentIn } from './incident.ts';
import type { Maintenance } from './maintenance.ts';
import { activeIncidents, openMaintenance, type RegionFacts } from './region-facts.ts';
import { reportsAt, staleFrom } from './report.ts';
import { rollUp } from './roll-up.ts';
import type { StatusContext } from './store.ts';

/** The same for every organization of the region; the edge puts the organization's id before it. */
export type StatusOfRegion = Omit<SystemStatus, 'org_id'>;

export interface SystemStatusSnapshot {
  readonly body: StatusOfRegion;
  /** The instant from which the clock alone makes the body another; null when only a change of the data can. */
  readonly validUntil: number | null;
}

/** What a region is like now, and nothing of any other region. */
export async function getSystemStatus(
  status: StatusContext,
  regionId: string,
): Promise<SystemStatusSnapshot> {
  const now = status.clock.now();
  const { facts, since } = await loadToItsBeginning(status, regionId, now);
  return { body: statusAt(facts, since, now), validUntil: nextTurn(facts, now) };
}

/** What a region was like at an instant, as it was told then; `since` is the beginning of its status. */
export function statusAt(facts: RegionFacts, since: number | null, now: number): StatusOfRegion {
  const region = rollUp(facts, now);
  return {
    region: facts.region,
    service_status: statusNames[region.status],
    service_status_code: region.status,
    summary: region.summary,
    since: since === null ? null : formatInstant(since),
    observed_at: facts.observedAt === null ? null : formatInstant(facts.observedAt),
    stale: region.stale,
    components: region.components.map((component) => ({
      id: component.id,
      name: component.name,
      status: statusNames[component.status],
      status_code: component.status,
      reason: component.reason,
      job_types: [...component.jobTypes],
    })),
    active_incidents: activeIncidents(facts, now)
      .flatMap(({ incident }) => incidentIn(incidentAt(incident, now), facts.region) ?? [])
      .toSorted((a, b) => b.startedAt - a.startedAt)
      .map((incident) => incidentBody(incident, facts.components)),
    maintenance: openMaintenance(facts, now).map((notice) => maintenanceNotice(notice, now)),
  };
}

/** How far back to look for the beginning of a status, before reading all that is known of the region. */
const usualHistories = [dayMs, 8 * dayMs, 64 * dayMs];

/** What was said of a region from the beginning of the status that it had at an instant, up to now. */
export async function loadToItsBeginning(
  { store }: Pick<StatusContext, 'store'>,
  region: string,
  now: number,
): Promise<{ facts: RegionFacts; since: number | null }> {
  for (const history of usualHistories) {
    const facts = await store.loadRegion(region, now - history);
    const since = lastTurn(courseOf(facts, now).region);
    if (since !== null) return { facts, since };
  }
  const facts = await store.loadRegion(region, 0);
  return { facts, since: lastTurn(courseOf(facts, now).region) };
}

function maintenanceNotice(maintenance: Maintenance, now: number): SystemStatus['maintenance'][number] {
  return {
    id: maintenance.id,
    name: maintenance.name,
    status: maintenance.startsAt <= now ? 'in_progress' : 'scheduled',
    starts_at: formatInstant(maintenance.startsAt),
    ends_at: formatInstant(maintenance.endsAt),
  };
}

/** The next instant at which the clock changes what is told: maintenance is announced, begins or ends, a source goes stale. */
export function nextTurn(facts: RegionFacts, now: number): number | null {
  const turns = [
    ...facts.maintenance
      .filter(({ cancelledAt }) => cancelledAt === null)
      .flatMap(({ announceAt, startsAt, endsAt }) => [announceAt, startsAt, endsAt]),
    ...facts.components.flatMap(({ reports }) =>
      reportsAt(reports, now).flatMap((report) => staleFrom(report) ?? []),
    ),
  ].filter((at) => at > now);
  return turns.length === 0 ? null : Math.min(...turns);
}
