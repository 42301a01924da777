import { hourMs, minuteMs } from '../kit/instant.ts';
import type { Alert } from './alert.ts';
import type { Conversation } from './conversation.ts';
import { nextMuteEdge } from './mute.ts';
import { usualTiming } from './route.ts';
import type { Watch } from './store.ts';

/** What is not told by any clock, such as the use of a key, is looked at as often as this. */
const usuallyMs = hourMs;
/** How exactly what is held for a while is let go. */
const whileHeldMs = minuteMs / 4;
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
    ...rules.map(({ mute }) => nextMuteEdge(mute, timeZone, now)),
    ...watch.silences.flatMap(({ from, until }) => [from, until]),
    ...(rules.some(({ condition }) => condition.type === 'jobs')
      ? [Math.floor(now / slotMs) * slotMs + slotMs]
      : []),
    ...after.alerts.filter(isHeld).map(() => now + whileHeldMs),
    ...pendingEnds(watch, after.alerts),
    ...repeats(watch, after.conversations),
  ];
  return Math.min(...candidates.filter((at) => at !== null).filter((at) => at > now));
}

function isHeld({ state, wellSince }: Alert): boolean {
  return state === 'firing' && wellSince !== null;
}

function pendingEnds({ rules }: Watch, alerts: readonly Alert[]): number[] {
  const forMs = new Map(rules.map((rule) => [rule.id, rule.forMs]));
  return alerts
    .filter(({ state }) => state === 'pending')
    .map(({ ruleId, since }) => since + (forMs.get(ruleId) ?? 0));
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
