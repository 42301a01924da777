import { type AlertSeverity, expiringBelowDays, type Subscription } from '@platen/contract';
import type { Observation } from '../observation.ts';
import type { ConditionOf } from '../rule.ts';

const usualSteps = [30, 14, 7, 1, 0];

/**
 * The ladder: one alert for an end date, with news at each step. A renewal moves the end date, and with it the ladder
 * begins anew.
 */
export function observeSubscription(
  condition: ConditionOf<'subscription'>,
  severity: AlertSeverity,
  subscription: Subscription,
): Observation[] {
  const { end_date: endDate, days_remaining: days } = subscription;
  if (endDate === null || days === null) return [];
  if (renewsByItself(subscription) && !condition.include_renewing) return [];
  const step = stepOf(condition, subscription, days);
  return [
    {
      subject: endDate,
      verdict: step === null ? 'well' : 'bad',
      severity,
      title: titleOf(subscription, days),
      sentence: sentenceOf(subscription, endDate, days),
      facts: [
        ...(subscription.plan === null ? [] : [{ name: 'Plan', value: subscription.plan }]),
        { name: 'Last day', value: endDate },
        { name: 'Days remaining', value: String(days) },
      ],
      thread: `subscription ${endDate}`,
      news: step ?? '',
      handledOnceAcknowledged: true,
      jobTypes: [],
    },
  ];
}

function renewsByItself({ auto_renews, term }: Subscription): boolean {
  return auto_renews === true || term === 'monthly';
}

/** The last step that was taken; null before the first. */
function stepOf(
  condition: ConditionOf<'subscription'>,
  { state }: Subscription,
  days: number,
): string | null {
  if (state === 'grace' || state === 'expired') {
    return condition.grace === false ? lowest(condition, 0) : state;
  }
  return lowest(condition, days);
}

function lowest({ days: steps = usualSteps }: ConditionOf<'subscription'>, days: number): string | null {
  const taken = steps.filter((step) => (step >= expiringBelowDays ? days < step : days <= step));
  return taken.length === 0 ? null : String(Math.min(...taken));
}

function titleOf({ state }: Subscription, days: number): string {
  if (state === 'expired') return 'The subscription has expired';
  if (state === 'grace') return 'The subscription has ended; its days of grace are running';
  if (days === 0) return 'The subscription ends today';
  return `The subscription ends in ${days} ${days === 1 ? 'day' : 'days'}`;
}

function sentenceOf({ plan, state, grace_ends_at }: Subscription, endDate: string, days: number): string {
  const what = plan === null ? 'The subscription' : `The subscription ${plan}`;
  if (state === 'expired') return `${what} ended on ${endDate}, and its grace is over.`;
  if (state === 'grace') return `${what} ended on ${endDate}; it works until ${grace_ends_at}.`;
  return `${what} ends on ${endDate}: ${days} days remain.`;
}
