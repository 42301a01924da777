import type { IncidentImpact, IncidentStatus, StatusCode } from '@platen/contract';

/** What a feed says, whatever its format. Instants are epoch ms, never later than when it was read where they tell of the past. */
export interface FeedReading {
  readonly components: readonly FeedComponent[];
  /** What it says of itself as a whole; null when it does not. */
  readonly pageStatus: StatusCode | null;
  readonly incidents: readonly FeedIncident[];
  readonly maintenance: readonly FeedMaintenance[];
}

export interface FeedComponent {
  readonly id: string;
  readonly name: string;
  /** The group that it is in. */
  readonly groupId: string | null;
  /** A group repeats what its members say. */
  readonly isGroup: boolean;
  readonly status: StatusCode;
}

export interface FeedIncident {
  /** Its id in the feed. */
  readonly externalId: string;
  readonly name: string;
  readonly status: IncidentStatus;
  readonly impact: IncidentImpact;
  readonly startedAt: number;
  readonly resolvedAt: number | null;
  /** Where the feed tells it in full. */
  readonly url: string | null;
  /** The feed's ids of those that it names. They need not be among `components`. */
  readonly componentIds: readonly string[];
  /** Newest first, never empty. */
  readonly updates: readonly [FeedUpdate, ...FeedUpdate[]];
}

export interface FeedUpdate {
  readonly externalId: string;
  readonly at: number;
  readonly status: IncidentStatus;
  readonly body: string;
}

export interface FeedMaintenance {
  readonly externalId: string;
  readonly name: string;
  readonly body: string;
  readonly startsAt: number;
  /** Null when the feed does not say. */
  readonly endsAt: number | null;
  readonly componentIds: readonly string[];
  readonly status: 'scheduled' | 'in_progress' | 'completed';
}
