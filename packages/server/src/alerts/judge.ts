import { advance, type Moment, resolve, type Step } from './advance.ts';
import type { Alert, Suppression, Transition } from './alert.ts';
import type { Facts } from './facts.ts';
import { observe } from './observe.ts';
import type { Rule } from './rule.ts';
import type { Watch } from './store.ts';
import { suppressionsOf } from './suppress.ts';

/** What the rules make of an organization's alerts at one moment. */
export interface Judgement {
  /** All of the watch and the new ones, as they are now; without those that were cleared. */
  readonly alerts: readonly Alert[];
  /** Ids of pending ones that are no more. */
  readonly cleared: readonly string[];
  readonly transitions: readonly Transition[];
}

/** As much of a watch as is judged by. */
export type Judged = Pick<Watch, 'rules' | 'alerts' | 'earlierFirings' | 'silences'>;

export async function judge(watch: Judged, facts: Facts, newAlertId: () => string): Promise<Judgement> {
  const steps: Step[] = [];
  for (const rule of watch.rules) {
    if (rule.enabled) steps.push(...(await judgeRule(rule, watch, facts, newAlertId)));
  }
  const watching = new Set(watch.rules.filter(({ enabled }) => enabled).map(({ id }) => id));
  const orphans = unresolved(watch.alerts).filter(({ ruleId }) => !watching.has(ruleId));
  steps.push(...orphans.map((alert) => letGo(alert, facts.now)));

  const advanced = steps.flatMap(({ alert }) => alert ?? []);
  const over = watch.alerts.filter(({ state }) => state === 'resolved');
  const suppressed = suppress(advanced, watch, facts);
  return {
    alerts: [...suppressed.alerts, ...over],
    cleared: steps.flatMap(({ transition }) => (transition?.kind === 'cleared' ? transition.alertId : [])),
    transitions: [...steps.flatMap(({ transition }) => transition ?? []), ...suppressed.transitions],
  };
}

async function judgeRule(rule: Rule, watch: Judged, facts: Facts, newAlertId: () => string): Promise<Step[]> {
  const known = new Map(
    unresolved(watch.alerts)
      .filter(({ ruleId }) => ruleId === rule.id)
      .map((alert) => [alert.subject, alert]),
  );
  const seen = await observe(rule, facts, new Set(known.keys()));
  const observations = new Map(seen.map((observation) => [observation.subject, observation]));
  return [...new Set([...observations.keys(), ...known.keys()])].map((subject) => {
    const moment: Moment = {
      now: facts.now,
      earlierFirings: firingsOf(watch, rule.id, subject),
      newAlertId,
    };
    return advance(known.get(subject), observations.get(subject), rule, moment);
  });
}

/** When earlier alerts of a subject fired, as far as the watch knows. */
export function firingsOf(
  { earlierFirings }: Pick<Watch, 'earlierFirings'>,
  ruleId: string,
  subject: string,
): number[] {
  return earlierFirings
    .filter((firing) => firing.ruleId === ruleId && firing.subject === subject)
    .map(({ firedAt }) => firedAt);
}

function unresolved(alerts: readonly Alert[]): Alert[] {
  return alerts.filter(({ state }) => state !== 'resolved');
}

/** Of a rule that was switched off or removed. */
function letGo(alert: Alert, now: number): Step {
  if (alert.state === 'firing') return resolve(alert, 'Its rule was switched off or removed.', now);
  const why = 'Its rule was switched off or removed before it fired.';
  return { alert: undefined, transition: { alertId: alert.id, at: now, kind: 'cleared', why } };
}

function suppress(
  alerts: readonly Alert[],
  { rules, silences }: Judged,
  { now, org }: Facts,
): { readonly alerts: readonly Alert[]; readonly transitions: readonly Transition[] } {
  const firing = alerts.filter(({ state }) => state === 'firing');
  const rulesById = new Map(rules.map((rule) => [rule.id, rule]));
  const around = { now, timeZone: org.timeZone, rules: rulesById, silences, firing };
  const transitions: Transition[] = [];
  const judged = alerts.map((alert) => {
    if (alert.state !== 'firing') return alert;
    const suppressedBy = suppressionsOf(alert, around);
    if (reasonsOf(suppressedBy) === reasonsOf(alert.suppressedBy)) return alert;
    const kind = suppressedBy.length === 0 ? 'released' : 'suppressed';
    const why = suppressedBy.length === 0 ? 'It is told again.' : `Not told: ${reasonsOf(suppressedBy)}.`;
    transitions.push({ alertId: alert.id, at: now, kind, why });
    return { ...alert, suppressedBy, updatedAt: now };
  });
  return { alerts: judged, transitions };
}

function reasonsOf(suppressedBy: readonly Suppression[]): string {
  return suppressedBy.map(reasonOf).join(', ');
}

function reasonOf(suppression: Suppression): string {
  switch (suppression.kind) {
    case 'silence':
      return `silenced by ${suppression.silenceId}`;
    case 'mute':
      return 'a mute window of its rule is open';
    case 'inhibition':
      return `told with ${suppression.alertId}, which explains it`;
  }
}
