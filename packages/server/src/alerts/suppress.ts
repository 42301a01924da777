import type { Alert, Suppression } from './alert.ts';
import { isMuted } from './mute.ts';
import type { Rule } from './rule.ts';
import { isSilencing, type Silence } from './silence.ts';
import { explains } from './thread.ts';

export interface Surroundings {
  readonly now: number;
  /** The organization's. */
  readonly timeZone: string;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly silences: readonly Silence[];
  /** All of the organization that fire. */
  readonly firing: readonly Alert[];
}

/** Why nobody is to be told of an alert that fires. */
export function suppressionsOf(alert: Alert, around: Surroundings): Suppression[] {
  const { now, timeZone, rules, silences } = around;
  const muted = isMuted(rules.get(alert.ruleId)?.mute ?? [], timeZone, now);
  const inhibitor = around.firing.find((other) => inhibits(other, alert));
  return [
    ...silences
      .filter((silence) => isSilencing(silence, alert, now))
      .map(({ id }) => ({ kind: 'silence', silenceId: id }) as const),
    ...(muted ? [{ kind: 'mute' } as const] : []),
    ...(inhibitor ? [{ kind: 'inhibition', alertId: inhibitor.id, thread: inhibitor.thread } as const] : []),
  ];
}

/**
 * An outage explains what it does to the jobs that it is about, so it takes in what is said of them. One that names no
 * jobs is about all of them.
 */
function inhibits(outage: Alert, jobs: Alert): boolean {
  if (!explains(outage.thread, jobs.thread)) return false;
  return outage.jobTypes.length === 0 || jobs.jobTypes.some((type) => outage.jobTypes.includes(type));
}
