import { type SystemStatus, statusNames } from '@platen/contract';
import { dayMs, formatInstant } from '../kit/instant.ts';
import { incidentBody } from './incident.ts';
import type { Maintenance } from './maintenance.ts';
import { activeIncidents, openMaintenance, type RegionFacts } from './region-facts.ts';
import { rollUp } from './roll-up.ts';
import { statusSince } from './since.ts';
import type { StatusContext } from './store.ts';

/** The same for every organization of the region; the edge puts the organization's id before it. */
export type StatusOfRegion = Omit<SystemStatus, 'org_id'>;

export interface SystemStatusSnapshot {
  readonly body: StatusOfRegion;
  /** The instant from which the clock alone makes the body another; null when only a change of the data can. */
  readonly validUntil: number | null;
}

/** How far back to look for the beginning of a status before reading all that is known of the region. */
const usualHistoryMs = 90 * dayMs;

/** What a region is like now, and nothing of any other region. */
export async function getSystemStatus(
  status: StatusContext,
  regionId: string,
): Promise<SystemStatusSnapshot> {
  const now = status.clock.now();
  const { facts, since } = await loadToItsBeginning(status, regionId, now);
  const region = rollUp(facts, now);
  const view = { region: regionId, componentIds: new Set(facts.components.map(({ id }) => id)) };
  const maintenance = openMaintenance(facts, now);
  const body: StatusOfRegion = {
    region: regionId,
    service_status: statusNames[region.status],
    service_status_code: region.status,
    summary: region.summary,
    since: since === null ? null : formatInstant(since),
    observed_at: facts.observedAt === null ? null : formatInstant(facts.observedAt),
    // What an operator set holds until it is set anew: there is no interval after which it would go stale.
    stale: false,
    components: region.components.map((component) => ({
      id: component.id,
      name: component.name,
      status: statusNames[component.status],
      status_code: component.status,
      job_types: [...component.jobTypes],
    })),
    active_incidents: activeIncidents(facts, now).map(({ incident }) => incidentBody(incident, view)),
    maintenance: maintenance.map((notice) => maintenanceNotice(notice, now)),
  };
  return { body, validUntil: nextBoundary(maintenance, now) };
}

async function loadToItsBeginning(
  { store }: StatusContext,
  region: string,
  now: number,
): Promise<{ facts: RegionFacts; since: number | null }> {
  const recent = await store.loadRegion(region, now - usualHistoryMs);
  const recently = statusSince(recent, now);
  if (recently !== null) return { facts: recent, since: recently };
  const whole = await store.loadRegion(region, 0);
  return { facts: whole, since: statusSince(whole, now) };
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

function nextBoundary(maintenance: readonly Maintenance[], now: number): number | null {
  const boundaries = maintenance.map(({ startsAt, endsAt }) => (startsAt > now ? startsAt : endsAt));
  return boundaries.length === 0 ? null : Math.min(...boundaries);
}
