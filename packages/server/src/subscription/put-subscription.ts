import { invalidField, type Subscription, type SubscriptionPut } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { isPlainDate } from '../kit/instant.ts';
import { isTimeZone } from '../kit/zone.ts';
import type { SubscriptionContext } from './store.ts';
import { assess, type SubscriptionRecord } from './subscription.ts';

/** Sets or renews the subscription of an organization: the body replaces what was known. */
export async function putSubscription(
  subscription: SubscriptionContext,
  actor: Actor,
  orgId: string,
  input: SubscriptionPut,
): Promise<Subscription> {
  const now = subscription.clock.now();
  const record: SubscriptionRecord = {
    orgId,
    plan: input.plan,
    startDate: input.start_date,
    endDate: input.end_date,
    timeZone: input.time_zone ?? 'UTC',
    autoRenews: input.auto_renews ?? false,
    term: input.term ?? 'annual',
    trial: input.trial ?? false,
    graceDays: input.grace_days ?? 14,
    entitlements: input.entitlements ?? [],
    updatedAt: now,
  };
  check(record);
  const audit = auditEntry(actor, now, {
    orgId,
    action: 'subscription.put',
    target: orgId,
    detail: { ...input },
  });
  await subscription.store.save(record, audit);
  return assess(record, orgId, now);
}

function check({ startDate, endDate, timeZone }: SubscriptionRecord): void {
  if (!isTimeZone(timeZone)) {
    throw invalidField(
      'body.time_zone',
      'is not an IANA time zone',
      'Send a name such as `Europe/Paris` or `UTC`.',
    );
  }
  checkDate('body.start_date', startDate);
  if (endDate === null) return;
  checkDate('body.end_date', endDate);
  if (endDate < startDate) {
    throw invalidField(
      'body.end_date',
      'lies before start_date',
      'Send the last day, on or after start_date.',
    );
  }
}

/** Keeps a mistyped year out, and with it instants that RFC 3339 cannot write. */
function checkDate(location: string, date: string): void {
  if (isPlainDate(date) && date >= '1970-01-01' && date <= '2999-12-31') return;
  throw invalidField(location, 'is not a date between 1970 and 2999', 'Send YYYY-MM-DD.');
}
