import type { AccessContext, AuditEntry } from '../access/index.ts';
import type { JobsContext } from '../jobs/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { PageRequest } from '../kit/page.ts';
import type { StatusContext } from '../status/index.ts';
import type { SubscriptionContext } from '../subscription/index.ts';
import type { Alert, Transition } from './alert.ts';
import type { ChannelKind, Ticket } from './channel.ts';
import type { ChannelRecord } from './channel-record.ts';
import type { Conversation } from './conversation.ts';
import type { Attempt, Delivery } from './delivery.ts';
import type { Route } from './route.ts';
import type { Rule } from './rule.ts';
import type { Silence } from './silence.ts';

/** All that one look at an organization has to know of what was before. */
export interface Watch {
  /** Raised by every change that anybody but a look makes to what is here. */
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly routes: readonly Route[];
  readonly channels: readonly ChannelRecord[];
  /** Those that are not over. */
  readonly silences: readonly Silence[];
  /** Those that are pending or fire, and those that a conversation which is open has told of. */
  readonly alerts: readonly Alert[];
  /** Of alerts that are resolved since `flapMemoryMs`: when they fired. */
  readonly earlierFirings: readonly {
    readonly ruleId: string;
    readonly subject: string;
    readonly firedAt: number;
  }[];
  /** The newest of each thread on each channel. */
  readonly conversations: readonly Conversation[];
  /** Queued, and never begun. */
  readonly waiting: readonly Delivery[];
}

/** What a look changes: written in one transaction, or not at all. */
export interface Findings {
  /** New ones, or new states of known ones. */
  readonly alerts: readonly Alert[];
  /** Ids of pending ones that are no more. */
  readonly cleared: readonly string[];
  readonly transitions: readonly Transition[];
  readonly conversations: readonly Conversation[];
  readonly deliveries: readonly Delivery[];
  /** When to look again at the latest. */
  readonly nextLookAt: number;
}

export interface FinishedLook {
  readonly look: Look;
  readonly watch: Watch;
  readonly findings: Findings;
}

/** An organization that is being looked at, by nobody else until the lease ends. */
export interface Look {
  readonly orgId: string;
  readonly leaseUntil: number;
}

/** A delivery that is being tried, by nobody else until the lease ends. */
export interface Try {
  readonly delivery: Delivery;
  readonly channel: ChannelRecord;
  readonly ticket: Ticket | null;
  readonly leaseUntil: number;
}

export interface AlertStore {
  /** A number raised by every change to an organization's rules, routes, channels, silences, alerts and deliveries. */
  alertsRevision(orgId: string): number;

  /** Makes organizations due now, unless they are. */
  wake(orgIds: readonly string[], nowMs: number): Promise<void>;
  /** Takes those that are due, at most `limit`; of several callers at once each goes to one. */
  claimDueLooks(nowMs: number, leaseUntil: number, limit: number): Promise<Look[]>;
  /** By organization. */
  loadWatches(orgIds: readonly string[], nowMs: number): Promise<ReadonlyMap<string, Watch>>;
  /**
   * Writes what was found and gives the organizations back. Of one whose lease was lost, or that was changed by anybody
   * since its watch was loaded, nothing is written, and it is due at once.
   */
  finishLooks(looks: readonly FinishedLook[]): Promise<void>;

  /** Takes deliveries that are due and that nothing earlier of their conversation stands before. */
  claimDueTries(nowMs: number, leaseUntil: number, limit: number): Promise<Try[]>;
  /** Writes how an attempt went, and what it made at the other side. False when the lease was lost. */
  finishTry(claimed: Try, delivery: Delivery, attempt: Attempt, ticket: Ticket | null): Promise<boolean>;

  findRule(orgId: string, id: string): Promise<Rule | undefined>;
  listRules(orgId: string, page: PageRequest): Promise<Rule[]>;
  saveRule(rule: Rule, audit: AuditEntry): Promise<void>;
  removeRule(orgId: string, id: string, audit: AuditEntry): Promise<void>;
}

/** What every verb of the room lives on. */
export interface AlertsContext {
  readonly store: AlertStore;
  readonly access: AccessContext;
  readonly status: StatusContext;
  readonly jobs: JobsContext;
  readonly subscription: SubscriptionContext;
  readonly clock: Clock;
  /** By name. */
  readonly channels: ReadonlyMap<string, ChannelKind<never>>;
  /** Where people see why an alert fires: absolute. */
  evidenceUrl(orgId: string, alertId: string): string;
}
