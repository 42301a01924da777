import type { Maintenance as MaintenanceBody, MaintenanceStatus } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import type { FeedOrigin } from './incident.ts';

/** How the work is going, in the operator's words. */
export interface MaintenanceNews {
  readonly id: string;
  readonly at: number;
  readonly body: string;
}

export interface Maintenance {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly regions: readonly string[];
  /** Empty when it is about its regions as a whole. */
  readonly componentIds: readonly string[];
  /** From then on organizations and the public see it; not after `startsAt`. */
  readonly announceAt: number;
  readonly startsAt: number;
  /** The first moment after it. */
  readonly endsAt: number;
  readonly cancelledAt: number | null;
  /** Null when an operator tells it. */
  readonly origin: FeedOrigin | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** How often it was written to, so that no two writers undo each other. */
  readonly version: number;
  /** Newest first. */
  readonly news: readonly MaintenanceNews[];
}

/** Whether organizations and the public may know of it. What was called off before it was announced never is. */
export function isAnnounced({ announceAt, cancelledAt }: Maintenance, atMs: number): boolean {
  return atMs >= announceAt && (cancelledAt === null || cancelledAt >= announceAt);
}

/** Follows the clock: nobody has to begin or end it. */
export function maintenanceStatusAt(maintenance: Maintenance, atMs: number): MaintenanceStatus {
  if (maintenance.cancelledAt !== null && atMs >= maintenance.cancelledAt) return 'cancelled';
  if (atMs < maintenance.startsAt) return 'scheduled';
  return atMs < maintenance.endsAt ? 'in_progress' : 'completed';
}

/** What an organization of one region may see. */
interface View {
  readonly region: string;
  readonly componentIds: ReadonlySet<string>;
}

/** With a view, regions and components outside of it are left out. */
export function maintenanceBody(maintenance: Maintenance, nowMs: number, view?: View): MaintenanceBody {
  return {
    id: maintenance.id,
    status: maintenanceStatusAt(maintenance, nowMs),
    name: maintenance.name,
    regions: maintenance.regions.filter((region) => view === undefined || region === view.region),
    component_ids: maintenance.componentIds.filter((id) => view === undefined || view.componentIds.has(id)),
    body: maintenance.body,
    announce_at: formatInstant(maintenance.announceAt),
    starts_at: formatInstant(maintenance.startsAt),
    ends_at: formatInstant(maintenance.endsAt),
    feed_id: maintenance.origin?.feedId ?? null,
    created_at: formatInstant(maintenance.createdAt),
    updated_at: formatInstant(maintenance.updatedAt),
    updates: maintenance.news.map(({ id, at, body }) => ({ id, at: formatInstant(at), body })),
  };
}
