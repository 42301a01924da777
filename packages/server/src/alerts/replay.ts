import { setImmediate } from 'node:timers/promises';
import { flapMemoryMs } from './advance.ts';
import type { Alert } from './alert.ts';
import { type Judged, judge } from './judge.ts';
import { nextTurnOf } from './next-look.ts';
import type { Past } from './past.ts';
import type { Rule } from './rule.ts';

/** An alert that would have fired. */
export interface Episode {
  /** As it would be now. */
  readonly alert: Alert;
  readonly firedAt: number;
  /** When somebody would have been told of it first; null where a mute window was open all the while. */
  readonly toldAt: number | null;
}

/** Judged in one go; others want to be answered meanwhile. */
const looksInOneGo = 500;

/** What a rule by itself would have made of a past: looks whenever the server would have looked. Newest first. */
export async function replay(rule: Rule, past: Past): Promise<Episode[]> {
  const episodes = new Map<string, Episode>();
  let made = 0;
  const newAlertId = () => `${++made}`;
  let watch: Judged = { rules: [rule], silences: [], alerts: [], earlierFirings: [] };
  const turns = [...past.turns, past.to].values();
  let turn = turns.next();
  for (let now = past.from, looks = 1; ; looks += 1) {
    const facts = past.factsAt(now);
    const { alerts } = await judge(watch, facts, newAlertId);
    for (const alert of alerts) noteEpisode(episodes, alert, now);
    watch = watchAfter(watch, alerts, now);
    while (!turn.done && turn.value <= now) turn = turns.next();
    if (turn.done) return [...episodes.values()].reverse();
    now = Math.min(nextTurnOf(watch.alerts, watch, now, facts.org.timeZone) ?? turn.value, turn.value);
    if (looks % looksInOneGo === 0) await setImmediate();
  }
}

function noteEpisode(episodes: Map<string, Episode>, alert: Alert, now: number): void {
  const { id, firedAt, state, suppressedBy } = alert;
  if (firedAt === null) return;
  const isTold = state === 'firing' && suppressedBy.length === 0;
  const toldAt = episodes.get(id)?.toldAt ?? (isTold ? now : null);
  episodes.set(id, { alert, firedAt, toldAt });
}

function watchAfter(before: Judged, alerts: readonly Alert[], now: number): Judged {
  const remembered = before.earlierFirings.filter(({ firedAt }) => firedAt >= now - flapMemoryMs);
  const over = alerts.flatMap(({ ruleId, subject, firedAt, state }) =>
    state === 'resolved' && firedAt !== null ? [{ ruleId, subject, firedAt }] : [],
  );
  return {
    ...before,
    alerts: alerts.filter(({ state }) => state !== 'resolved'),
    earlierFirings: [...remembered, ...over],
  };
}
