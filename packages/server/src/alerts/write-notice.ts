import { formatInstant } from '../kit/instant.ts';
import { adviceOn } from './advice.ts';
import type { Alert } from './alert.ts';
import type { AlertTold, Notice, NoticeKind } from './notice.ts';
import type { Fact } from './observation.ts';
import type { Rule } from './rule.ts';
import { worstSeverity } from './severity.ts';

/** In whose name notices are written. */
export interface NoticeAuthor {
  readonly organization: Notice['organization'];
  /** Where the evidence of an alert is; absolute. */
  urlOf(alertId: string): string;
  newId(prefix: 'cnv' | 'dlv', now: number): string;
}

export interface NoticeDraft {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly now: number;
  readonly conversation: string;
  readonly sequence: number;
  readonly alerts: readonly Alert[];
  readonly rules: ReadonlyMap<string, Rule>;
}

/** Tells the whole state of a conversation's alerts, the gravest that fires in the title. */
export function writeNotice(author: NoticeAuthor, draft: NoticeDraft): Notice {
  const alerts = draft.alerts.toSorted(byImportance);
  const [first] = alerts;
  if (!first) throw new Error('There is no alert to tell of.');
  const firing = alerts.filter(({ state }) => state === 'firing');
  const others = alerts.filter(({ ruleId }) => ruleId === first.ruleId).length - 1;
  return {
    id: draft.id,
    kind: draft.kind,
    at: draft.now,
    conversation: draft.conversation,
    sequence: draft.sequence,
    organization: author.organization,
    severity: worstSeverity(alerts.map(({ severity }) => severity)),
    state: stateOf(firing),
    title: others === 0 ? first.title : `${first.title} (and ${others} more)`,
    sentence: sentenceOf(first),
    alerts: alerts.map((alert) => told(author, alert, draft.rules.get(alert.ruleId))),
    url: author.urlOf(first.id),
  };
}

/** What fires before what does not, what is told on its own before what another takes in, then the gravest. */
function byImportance(a: Alert, b: Alert): number {
  return rank(a) - rank(b) || a.since - b.since || (a.id < b.id ? -1 : 1);
}

function rank({ state, severity, suppressedBy }: Alert): number {
  const taken = suppressedBy.some(({ kind }) => kind === 'inhibition') ? 10 : 0;
  return (state === 'firing' ? 0 : 100) + taken + severityRank[severity];
}

const severityRank = { critical: 0, error: 1, warning: 2, info: 3 } as const;

function stateOf(firing: readonly Alert[]): Notice['state'] {
  if (firing.length === 0) return 'resolved';
  return firing.every(({ acknowledgement }) => acknowledgement !== null) ? 'acknowledged' : 'firing';
}

function told(author: NoticeAuthor, alert: Alert, rule: Rule | undefined): AlertTold {
  return {
    id: alert.id,
    rule: { id: alert.ruleId, name: rule?.name ?? 'A rule that was removed' },
    state: toldState(alert),
    severity: alert.severity,
    title: alert.title,
    sentence: sentenceOf(alert),
    advice: rule ? adviceOn(rule.condition.type) : null,
    since: formatInstant(alert.since),
    resolvedAt: alert.resolvedAt === null ? null : formatInstant(alert.resolvedAt),
    facts: [...alert.facts, ...acknowledgementOf(alert)],
    url: author.urlOf(alert.id),
  };
}

/** What is the matter, or why it is over. */
function sentenceOf({ state, sentence, resolvedBecause }: Alert): string {
  return state === 'resolved' ? (resolvedBecause ?? sentence) : sentence;
}

function acknowledgementOf({ acknowledgement }: Alert): Fact[] {
  return acknowledgement?.comment ? [{ name: 'Acknowledged', value: acknowledgement.comment }] : [];
}

/** What is told of an alert's state, by the API as well: the last of its life that applies. */
export function toldState(alert: Alert): AlertTold['state'] {
  if (alert.state === 'resolved') return 'resolved';
  if (alert.suppressedBy.length > 0) return 'suppressed';
  return alert.acknowledgement === null ? 'firing' : 'acknowledged';
}
