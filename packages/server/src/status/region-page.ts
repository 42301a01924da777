import type {
  IncidentImpact,
  IncidentStatus,
  JobType,
  MaintenanceStatus,
  StatusCode,
} from '@platen/contract';

/**
 * All that is told to the public of one region, and nothing of any other: what a status page, a feed or a badge is
 * written from. Instants are epoch milliseconds.
 */
export interface RegionPage {
  readonly id: string;
  readonly name: string;
  readonly status: StatusCode;
  /** One sentence. */
  readonly summary: string;
  /** When the region came to this status; null if unknown. */
  readonly since: number | null;
  /** When the region was last heard of; null when never. */
  readonly observedAt: number | null;
  /** Some source of it has not been heard for three of its intervals. */
  readonly stale: boolean;
  readonly createdAt: number;
  /** When anything told here last changed. */
  readonly updatedAt: number;
  /** In the operator's order. */
  readonly components: readonly PageComponent[];
  /** The active ones and those that ended within the history, newest first. */
  readonly incidents: readonly PageIncident[];
  /** To come, in progress, and over within the history; the latest start first. Cancelled ones are left out. */
  readonly maintenance: readonly PageMaintenance[];
  readonly uptime: Uptime;
}

export interface PageComponent {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly jobTypes: readonly JobType[];
  readonly status: StatusCode;
  /** Why it has this status where nobody can see it otherwise, such as `Nothing heard since …`; null else. */
  readonly reason: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly uptime: Uptime;
}

export interface PageIncident {
  readonly id: string;
  /** An advisory informs; it changes no status, and its impact is always `none`. */
  readonly kind: 'incident' | 'advisory';
  readonly name: string;
  readonly status: IncidentStatus;
  readonly impact: IncidentImpact;
  /** Those of this region. Empty when it is about the region as such. */
  readonly componentIds: readonly string[];
  readonly startedAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly resolvedAt: number | null;
  /** Where it is told elsewhere; null when that is this server. */
  readonly url: string | null;
  /** Newest first, never empty. */
  readonly updates: readonly PageUpdate[];
}

export interface PageUpdate {
  readonly id: string;
  readonly at: number;
  readonly status: IncidentStatus;
  readonly body: string;
  /** From this update on, for the components of this region that the incident then named. */
  readonly componentImpacts: Readonly<Record<string, IncidentImpact>>;
  /** When its words were last put right; null when they stand as they were first said. */
  readonly correctedAt: number | null;
}

export interface PageMaintenance {
  readonly id: string;
  readonly name: string;
  readonly status: Exclude<MaintenanceStatus, 'cancelled'>;
  /** Empty when it is about the region as a whole. */
  readonly componentIds: readonly string[];
  readonly startsAt: number;
  readonly endsAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What was said of it and what the clock did, newest first, never empty; the first is its announcement. */
  readonly updates: readonly PageMaintenanceUpdate[];
}

export interface PageMaintenanceUpdate {
  readonly id: string;
  readonly at: number;
  readonly status: Exclude<MaintenanceStatus, 'cancelled'>;
  readonly body: string;
}

/** How much of a time something was up. Time of which nothing is known counts neither way. */
export interface Uptime {
  /** 0..1; null when nothing is known of any of it. */
  readonly ratio: number | null;
  /** The part of the time of which something is known, 0..1. */
  readonly known: number;
  /** One a day of the history in UTC, the oldest first; the last is today so far. */
  readonly days: readonly DayUptime[];
}

export interface DayUptime {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly ratio: number | null;
  readonly known: number;
  /** The worst status of the day; `unknown` when nothing is known of any of it. */
  readonly worst: StatusCode;
}

/** How many days a page looks back. */
export const historyDays = 90;
