import {
  expiringBelowDays,
  type Subscription,
  type SubscriptionState,
  type SubscriptionTerm,
} from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import { addDays, dateAt, daysBetween, startOfDate } from '../kit/zone.ts';

/** What the operator said of an organization's subscription. Dates are YYYY-MM-DD on the wall of `timeZone`. */
export interface SubscriptionRecord {
  readonly orgId: string;
  readonly plan: string;
  readonly startDate: string;
  /** The last day; null when it has no end. */
  readonly endDate: string | null;
  readonly timeZone: string;
  readonly autoRenews: boolean;
  readonly term: SubscriptionTerm;
  readonly trial: boolean;
  /** Days after the last one on which it still works. */
  readonly graceDays: number;
  readonly entitlements: readonly Entitlement[];
  readonly updatedAt: number;
}

export type Entitlement = Readonly<Subscription['entitlements'][number]>;

/**
 * The subscription as it stands at an instant. `none` is said only when no record exists: one whose start is still to
 * come is most often a renewal entered early, and counts as if it had begun.
 */
export function assess(record: SubscriptionRecord | undefined, orgId: string, nowMs: number): Subscription {
  if (!record) return { ...nothingKnown, org_id: orgId, entitlements: [] };
  const end = endOf(record);
  return {
    org_id: orgId,
    plan: record.plan,
    state: stateAt(record, end, nowMs),
    start_date: record.startDate,
    end_date: record.endDate,
    ends_at: end && formatInstant(end.endsAt),
    time_zone: record.timeZone,
    days_remaining: end && daysRemaining(end, record.timeZone, nowMs),
    auto_renews: record.autoRenews,
    term: record.term,
    grace_days: record.graceDays,
    grace_ends_at: end && formatInstant(end.graceEndsAt),
    entitlements: record.entitlements.map((entitlement) => ({ ...entitlement })),
  };
}

/** The instant from which the clock alone makes `assess` answer otherwise; null when only a change of the record can. */
export function validUntil(record: SubscriptionRecord | undefined, nowMs: number): number | null {
  const end = record && endOf(record);
  if (!end || nowMs >= end.graceEndsAt) return null;
  if (nowMs >= end.endsAt) return end.graceEndsAt;
  return startOfDate(addDays(dateAt(nowMs, record.timeZone), 1), record.timeZone);
}

interface End {
  readonly lastDay: string;
  /** The first moment after the last day. */
  readonly endsAt: number;
  readonly graceEndsAt: number;
}

function endOf({ endDate, timeZone, graceDays }: SubscriptionRecord): End | null {
  if (endDate === null) return null;
  const dayAfter = addDays(endDate, 1);
  return {
    lastDay: endDate,
    endsAt: startOfDate(dayAfter, timeZone),
    graceEndsAt: startOfDate(addDays(dayAfter, graceDays), timeZone),
  };
}

function stateAt(record: SubscriptionRecord, end: End | null, nowMs: number): SubscriptionState {
  if (end && nowMs >= end.graceEndsAt) return 'expired';
  if (end && nowMs >= end.endsAt) return 'grace';
  if (record.trial) return 'trial';
  const soon = end !== null && daysRemaining(end, record.timeZone, nowMs) < expiringBelowDays;
  return soon ? 'expiring' : 'active';
}

function daysRemaining(end: End, timeZone: string, nowMs: number): number {
  return Math.max(0, daysBetween(dateAt(nowMs, timeZone), end.lastDay));
}

const nothingKnown = {
  plan: null,
  state: 'none',
  start_date: null,
  end_date: null,
  ends_at: null,
  time_zone: null,
  days_remaining: null,
  auto_renews: null,
  term: null,
  grace_days: null,
  grace_ends_at: null,
} as const;
