import type { AlertSeverity, AlertState } from '@platen/contract';
import type { AccessContext, AuditEntry } from '../access/index.ts';
import type { JobsContext } from '../jobs/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { PageRequest } from '../kit/page.ts';
import type { StatusContext } from '../status/index.ts';
import type { SubscriptionContext } from '../subscription/index.ts';
import type { Alert, Transition } from './alert.ts';
import type { AnomalyStore } from './anomalies/store.ts';
import type { Calendars } from './calendars.ts';
import type { ChannelKind, Dispatch, Ticket } from './channel.ts';
import type { ChannelRecord } from './channel-record.ts';
import type { Conversation } from './conversation.ts';
import type { Attempt, Delivery } from './delivery.ts';
import type { Sent } from './notice.ts';
import type { Route } from './route.ts';
import type { Rule } from './rule.ts';
import type { Signer } from './signer.ts';
import type { Silence } from './silence.ts';
import type { Vault } from './vault.ts';

/** All that one look at an organization has to know of what was before. */
export interface Watch {
  /** Whether the organization was given its first rules. */
  readonly isSetUp: boolean;
  /** Raised by every change that anybody but a look makes to what is here. */
  readonly version: number;
  readonly rules: readonly Rule[];
  /** By position. */
  readonly routes: readonly Route[];
  readonly channels: readonly ChannelRecord[];
  /** Those that are not over. */
  readonly silences: readonly Silence[];
  /** Those that are pending or fire, and those that a conversation which is open has told of. */
  readonly alerts: readonly Alert[];
  /** Those that were resolved since `flapMemoryMs`. */
  readonly earlierFirings: readonly Firing[];
  /** The newest of each thread on each channel, as far as it may be taken up again. */
  readonly conversations: readonly Conversation[];
  /** Queued, and never begun. */
  readonly waiting: readonly Delivery[];
}

export interface Firing {
  readonly ruleId: string;
  readonly subject: string;
  readonly firedAt: number;
}

/** What a look changes. */
export interface Findings {
  /** New ones, and known ones that have changed. */
  readonly alerts: readonly Alert[];
  /** Ids of pending ones that are no more. */
  readonly cleared: readonly string[];
  readonly transitions: readonly Transition[];
  readonly conversations: readonly Conversation[];
  readonly deliveries: readonly Delivery[];
  /** When to look again at the latest. */
  readonly nextLookAt: number;
}

/** An organization that is being looked at, by nobody else until the lease ends. */
export interface Look {
  readonly orgId: string;
  readonly leaseUntil: number;
}

export interface FinishedLook {
  readonly look: Look;
  readonly watch: Watch;
  readonly findings: Findings;
}

/** A delivery that is being tried, by nobody else until the lease ends. */
export interface Try {
  readonly delivery: Delivery<Sent>;
  /** Undefined: it was removed. */
  readonly channel: ChannelRecord | undefined;
  /** Of its conversation. */
  readonly ticket: Ticket | null;
  readonly leaseUntil: number;
}

/** What an attempt leaves behind, written in one transaction. */
export interface FinishedTry {
  readonly delivery: Delivery<Sent>;
  readonly attempt: Attempt;
  readonly ticket: Ticket | null;
  /** Undefined: as it was. */
  readonly channel: ChannelNews | undefined;
}

/** What an attempt has shown of its channel. */
export interface ChannelNews {
  /** Null: all is well. */
  readonly trouble: string | null;
  /** It is to be switched off. */
  readonly isLost: boolean;
}

/** Which deliveries are to be taken. */
export interface TryClaim {
  readonly nowMs: number;
  readonly leaseUntil: number;
  readonly limit: number;
  /** None of these organizations. */
  readonly exceptOrgIds: readonly string[];
}

/** Records of one kind, each of one organization. Every change is audited, and makes its organization due for a look. */
export interface Records<T> {
  find(orgId: string, id: string): Promise<T | undefined>;
  /** By id, ascending: oldest first. Up to `limit + 1`. */
  list(orgId: string, page: PageRequest): Promise<T[]>;
  /** Inserts it, or replaces the one with its id. */
  save(record: T, audit: AuditEntry): Promise<void>;
  /** False, with nothing audited, when there is none. */
  remove(orgId: string, id: string, audit: AuditEntry): Promise<boolean>;
}

/** Which alerts to list: what is left out is not asked for. */
export interface AlertFilter {
  readonly states?: readonly AlertState[];
  readonly severities?: readonly AlertSeverity[];
  readonly ruleId?: string;
}

/** What the alerts room needs of the ledger. */
export interface AlertStore {
  readonly rules: Records<Rule>;
  readonly channels: Records<ChannelRecord>;
  readonly routes: Records<Route>;
  readonly silences: Records<Silence>;
  readonly anomalies: AnomalyStore;

  /** Gives an organization its first rules, unless it has had them. */
  setUp(orgId: string, rules: readonly Rule[], audit: AuditEntry): Promise<void>;
  /** Makes organizations due now, unless they are. */
  wake(orgIds: readonly string[], nowMs: number): Promise<void>;
  /** Takes those that are due and that nobody looks at, at most `limit`; of several callers at once each goes to one. */
  claimDueLooks(nowMs: number, leaseUntil: number, limit: number): Promise<Look[]>;
  /** By organization. */
  loadWatches(orgIds: readonly string[], nowMs: number): Promise<ReadonlyMap<string, Watch>>;
  /**
   * Writes what was found, and gives the organizations back, all in one transaction. Of one whose lease was lost, or that
   * was changed by anybody since its watch was loaded, nothing is written, and it is due at once.
   */
  finishLooks(looks: readonly FinishedLook[], nowMs: number): Promise<void>;

  /**
   * Takes deliveries that are due, that nothing earlier of their conversation stands before, and whose channel is not
   * switched off; of several callers at once each goes to one.
   */
  claimDueTries(claim: TryClaim): Promise<Try[]>;
  /** False, with nothing written, when the lease was lost. */
  finishTry(claimed: Try, finished: FinishedTry): Promise<boolean>;

  findAlert(orgId: string, id: string): Promise<Alert | undefined>;
  /** Newest first. Up to `limit + 1`. */
  listAlerts(orgId: string, page: PageRequest, filter?: AlertFilter): Promise<Alert[]>;
  /** Oldest first. */
  listTransitions(alertId: string): Promise<Transition[]>;
  /** False, with nothing written, when it is resolved or was changed meanwhile. */
  acknowledge(alert: Alert, transition: Transition, audit: AuditEntry): Promise<boolean>;

  /** The organization of an alert or of a delivery. */
  ownerOf(id: string): Promise<string | undefined>;

  findDelivery(orgId: string, id: string): Promise<Delivery | undefined>;
  /** The last in the sequence of a conversation, but for those that nobody was told. */
  findNewestDelivery(conversationId: string): Promise<Delivery | undefined>;
  /** Newest first. Up to `limit + 1`. */
  listDeliveries(orgId: string, page: PageRequest): Promise<Delivery[]>;
  /** Of those that told of the alert, the newest first. */
  listDeliveriesAbout(alert: Alert, limit: number): Promise<Delivery[]>;
  /** Those in which the alert was told of, the newest first. */
  listConversationsAbout(alert: Alert): Promise<Conversation[]>;
  /** By number. */
  listAttempts(deliveryId: string): Promise<Attempt[]>;
  /** Drops up to `most` of each of what was over before then. Answers how many. */
  forgetOld(before: number, most: number): Promise<number>;
  /** Queues a delivery of no conversation, or one that is done once more. It may be claimed from `leaseUntil` on. */
  queue(delivery: Delivery, leaseUntil: number, audit: AuditEntry): Promise<void>;
}

/** What every verb of the room lives on. */
export interface AlertsContext {
  readonly store: AlertStore;
  readonly access: AccessContext;
  readonly status: StatusContext;
  readonly jobs: JobsContext;
  readonly subscription: SubscriptionContext;
  readonly calendars: Calendars;
  readonly clock: Clock;
  /** By name. */
  readonly channels: ReadonlyMap<string, ChannelKind<never, never>>;
  /** Undefined: no secrets can be kept here. */
  readonly vault: Vault | undefined;
  /** Sends to the outside; see `Dispatch`. */
  readonly request: Dispatch<never>['request'];
  readonly mail: Dispatch<never>['mail'];
  /** From 0 to 1. */
  random(): number;
  /** Tells the log of a fault of ours that nobody waits for. */
  report(error: unknown, about: { readonly delivery: string } | { readonly organization: string }): void;
  /** Undefined: links cannot be signed here, and lead to where a key is asked for. */
  readonly signer: Signer | undefined;
  /** Where people see why an alert fires: absolute. */
  evidenceUrl(orgId: string, alertId: string): string;
  /** Where people see what a test was: absolute. */
  testUrl(orgId: string, deliveryId: string): string;
}
