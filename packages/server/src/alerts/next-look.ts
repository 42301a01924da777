import { hourMs, minuteMs } from '../kit/instant.ts';
import { heldUntil } from './advance.ts';
import type { Alert } from './alert.ts';
import type { Conversation } from './conversation.ts';
import { firingsOf } from './judge.ts';
import { nextMuteEdge } from './mute.ts';
import { usualTiming } from './route.ts';
import type { Watch } from './store.ts';

/** What is not told by any clock, such as the use of a key, is looked at as often as this. */
const usuallyMs = hourMs;
const slotMs = 15 * minuteMs;

/**
 * The next instant at which time alone may make something of an organization's alerts. What changes by anybody's doing
 * makes it due before.
 */
export function nextLookAt(
  watch: Watch,
  after: { readonly alerts: readonly Alert[]; readonly conversations: readonly Conversation[] },
  now: number,
  timeZone: string,
  factsUntil: number | null,
): number {
  const rules = watch.rules.filter(({ enabled }) => enabled);
  const candidates = [
    now + usuallyMs,
    factsUntil,
    nextTurnOf(after.alerts, watch, now, timeZone),
    ...watch.silences.flatMap(({ from, until }) => [from, until]),
    ...(rules.some(({ condition }) => condition.type === 'jobs')
      ? [Math.floor(now / slotMs) * slotMs + slotMs]
      : []),
    ...repeats(watch, after.conversations),
  ];
  return Math.min(...candidates.filter((at) => at !== null).filter((at) => at > now));
}

/** The next instant at which one of the alerts becomes another though nothing of what is seen changes; null for none. */
export function nextTurnOf(
  alerts: readonly Alert[],
  watch: Pick<Watch, 'rules' | 'earlierFirings'>,
  now: number,
  timeZone: string,
): number | null {
  const rules = new Map(watch.rules.map((rule) => [rule.id, rule]));
  const turns = alerts
    .flatMap((alert) => {
      const rule = rules.get(alert.ruleId);
      if (!rule || alert.state === 'resolved') return [];
      if (alert.state === 'pending') return alert.since + rule.forMs;
      const { firedAt, wellSince } = alert;
      const firings = firingsOf(watch, rule.id, alert.subject);
      return [
        ...(wellSince === null ? [] : [heldUntil({ firedAt, wellSince }, rule, firings)]),
        nextMuteEdge(rule.mute, timeZone, now),
      ];
    })
    .filter((at) => at !== null)
    .filter((at) => at > now);
  return turns.length === 0 ? null : Math.min(...turns);
}

function repeats({ routes }: Watch, conversations: readonly Conversation[]): number[] {
  const intervals = [usualTiming, ...routes.map(({ timing }) => timing)].map(
    ({ repeatIntervalMs }) => repeatIntervalMs ?? Number.POSITIVE_INFINITY,
  );
  return conversations
    .filter(({ closedAt }) => closedAt === null)
    .flatMap(({ lastDueAt }) => intervals.map((ms) => lastDueAt + ms))
    .filter(Number.isFinite);
}
