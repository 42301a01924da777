import type { AccessContext, Authenticator, IdempotencyStore } from '../access/index.ts';
import type { AlertsContext } from '../alerts/index.ts';
import type { CalendarContext } from '../calendar/index.ts';
import type { FeedsContext } from '../feeds/index.ts';
import type { JobsContext, SourcesContext } from '../jobs/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { NewsContext } from '../news/index.ts';
import type {
  Authentication,
  PasskeysContext,
  PasswordLinksContext,
  Sessions,
  SingleSignOnContext,
} from '../people/index.ts';
import type { StatusContext } from '../status/index.ts';
import type { SubscriptionContext } from '../subscription/index.ts';
import type { QuotaPolicy } from './manners/quota.ts';

/** What the HTTP edge stands on: the rooms, and the limits it keeps. */
export interface Edge {
  readonly clock: Clock;
  readonly access: AccessContext;
  readonly authenticator: Authenticator;
  readonly idempotency: IdempotencyStore;
  readonly status: StatusContext;
  readonly feeds: FeedsContext;
  readonly jobs: JobsContext & SourcesContext;
  readonly subscription: SubscriptionContext;
  readonly calendar: CalendarContext;
  readonly alerts: AlertsContext;
  readonly news: NewsContext;
  readonly people: PasswordLinksContext &
    PasskeysContext &
    SingleSignOnContext & { readonly sessions: Sessions; readonly authentication: Authentication };
  /** Where the files of the Admin Console lie; null where they were not built. */
  readonly consoleFolder: string | null;
  readonly limits: Limits;
  /** Where the public finds this server, without a slash at the end. Known only once it listens. */
  publicUrl(): string;
  /** Becomes false when the server is about to stop. */
  ready(): boolean;
}

export interface Limits {
  readonly quota: QuotaPolicy;
  /** How often one address may ask to be told of a public page. */
  readonly subscribing: QuotaPolicy;
  /** A request must have arrived in full within this time. */
  readonly requestTimeoutMs: number;
  /** Bytes of job events that may be in work at once; beyond, requests are turned away with 503. */
  readonly jobBytesInWork: number;
  /** Streams that may be open at once, of all and of one key. */
  readonly streams: { readonly total: number; readonly perKey: number };
}

export const defaultLimits: Limits = {
  quota: { requests: 6_000, windowSeconds: 60 },
  subscribing: { requests: 20, windowSeconds: 3_600 },
  requestTimeoutMs: 30_000,
  jobBytesInWork: 64 * 1024 * 1024,
  streams: { total: 2_000, perKey: 20 },
};
