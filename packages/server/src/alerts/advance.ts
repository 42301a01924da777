import { hourMs, minuteMs } from '../kit/instant.ts';
import type { Alert, Transition, TransitionKind } from './alert.ts';
import type { Observation } from './observation.ts';
import type { Rule } from './rule.ts';
import { isAtLeastAsSevere } from './severity.ts';

/** What one look made of an alert; without a transition nothing has happened that anybody would be told. */
export interface Step {
  /** Undefined: there is none, or none any more. */
  readonly alert: Alert | undefined;
  readonly transition: Transition | undefined;
}

/** What a step needs to know besides. */
export interface Moment {
  readonly now: number;
  /** When earlier alerts of the subject fired, as far as it matters for flapping. */
  readonly earlierFirings: readonly number[];
  newAlertId(): string;
}

/** One that fired as often as this within the hour is not believed to be well until it has been for a while. */
const flapping = { firings: 3, withinMs: hourMs, calmMs: 15 * minuteMs };
/** How far back `earlierFirings` have to reach. */
export const flapMemoryMs = flapping.withinMs;

/**
 * The life of an alert, one look further. `known` is the alert of the subject that is not resolved; an observation that
 * is missing means that what it was about is gone, and counts as well.
 */
export function advance(
  known: Alert | undefined,
  seen: Observation | undefined,
  rule: Rule,
  moment: Moment,
): Step {
  const verdict = verdictOf(seen, rule);
  if (!known) return seen && verdict === 'bad' ? begin(seen, rule, moment) : nothing(undefined);
  switch (verdict) {
    case 'bad':
      return goOn(known, seen, rule, moment.now);
    case 'well':
      return becomeWell(known, seen, rule, moment);
    case 'unclear':
      return nothing(known);
  }
}

function verdictOf(seen: Observation | undefined, rule: Rule): 'bad' | 'well' | 'unclear' {
  if (!seen) return 'well';
  if (seen.verdict !== 'unknown') return seen.verdict;
  switch (rule.noData) {
    case 'keep':
      return 'unclear';
    case 'resolve':
      return 'well';
    case 'alert':
      return 'bad';
  }
}

function begin(seen: Observation, rule: Rule, { now, newAlertId }: Moment): Step {
  const alert: Alert = {
    id: newAlertId(),
    orgId: rule.orgId,
    ruleId: rule.id,
    subject: seen.subject,
    state: 'pending',
    ...told(seen),
    since: now,
    firedAt: null,
    wellSince: null,
    resolvedAt: null,
    resolvedBecause: null,
    acknowledgement: null,
    suppressedBy: [],
    updatedAt: now,
  };
  if (rule.forMs === 0) return fire(alert, now);
  return step(alert, 'pending', `${seen.sentence} It fires if that lasts for ${rule.forMs / 1000} s.`, now);
}

function goOn(known: Alert, seen: Observation | undefined, rule: Rule, now: number): Step {
  const alert: Alert = { ...known, ...(seen ? told(seen) : {}), wellSince: null };
  if (alert.state === 'pending') return now - alert.since >= rule.forMs ? fire(alert, now) : nothing(alert);
  const isNews = alert.news !== known.news || !isAtLeastAsSevere(known.severity, alert.severity);
  const isHandled = alert.handledOnceAcknowledged && alert.acknowledgement !== null;
  return isNews && !isHandled ? step(alert, 'news', alert.sentence, now) : nothing(alert);
}

function becomeWell(known: Alert, seen: Observation | undefined, rule: Rule, moment: Moment): Step {
  const { now } = moment;
  if (known.state === 'pending') {
    return {
      alert: undefined,
      transition: { alertId: known.id, at: now, kind: 'cleared', why: 'It was well again before it fired.' },
    };
  }
  const well = { ...known, wellSince: known.wellSince ?? now };
  if (now < heldUntil(well, rule, moment.earlierFirings)) return nothing(well);
  return resolve(well, becauseOf(seen, rule), now);
}

/** When one that has been well since `wellSince` is resolved, if it stays so. */
export function heldUntil(
  { firedAt, wellSince }: { readonly firedAt: number | null; readonly wellSince: number },
  { keepFiringMs }: Rule,
  earlierFirings: readonly number[],
): number {
  const newestFirst = [...earlierFirings, ...(firedAt === null ? [] : [firedAt])].sort((a, b) => b - a);
  const oneOfMany = newestFirst[flapping.firings - 1] ?? Number.NEGATIVE_INFINITY;
  const calmFrom = Math.min(wellSince + flapping.calmMs, oneOfMany + flapping.withinMs + 1);
  return Math.max(wellSince + keepFiringMs, calmFrom);
}

/** Ends an alert that fires, for a reason that people read. */
export function resolve(alert: Alert, because: string, now: number): Step {
  return step(
    { ...alert, state: 'resolved', resolvedAt: now, resolvedBecause: because },
    'resolved',
    because,
    now,
  );
}

function becauseOf(seen: Observation | undefined, { condition }: Rule): string {
  if (seen) return seen.verdict === 'unknown' ? 'Nothing is known of it any more.' : seen.sentence;
  switch (condition.type) {
    case 'incident':
      return 'The incident is over.';
    case 'anomaly':
      return 'Jobs are as usual again.';
    case 'subscription':
      return 'The subscription was renewed, or ends on another day now.';
    case 'key_expiring':
      return 'The key was renewed or revoked, or nobody uses it any more.';
    default:
      return 'What it was about is over.';
  }
}

function fire(alert: Alert, now: number): Step {
  return step({ ...alert, state: 'firing', firedAt: now }, 'firing', alert.sentence, now);
}

function step(alert: Alert, kind: TransitionKind, why: string, now: number): Step {
  return { alert: { ...alert, updatedAt: now }, transition: { alertId: alert.id, at: now, kind, why } };
}

function nothing(alert: Alert | undefined): Step {
  return { alert, transition: undefined };
}

function told(seen: Observation) {
  const { thread, severity, title, sentence, facts, jobTypes, news, handledOnceAcknowledged } = seen;
  return { thread, severity, title, sentence, facts, jobTypes, news, handledOnceAcknowledged };
}
