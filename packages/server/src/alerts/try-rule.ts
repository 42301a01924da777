import { type AlertRuleTrial, type AlertRuleTry, Refusal } from '@platen/contract';
import { dayMs, formatInstant } from '../kit/instant.ts';
import { recall } from './past.ts';
import { type Episode, replay } from './replay.ts';
import { readRule } from './rules.ts';
import type { AlertsContext } from './store.ts';

const mostEpisodes = 200;

/**
 * What a rule would have fired by itself in the last days, had it been switched on: by the functions that judge the
 * present. Changes nothing and tells nobody.
 */
export async function tryRule(
  alerts: AlertsContext,
  orgId: string,
  { days = 90, ...input }: AlertRuleTry,
): Promise<AlertRuleTrial> {
  const org = await alerts.access.store.findOrganization(orgId);
  if (!org) throw new Refusal('not_found', `There is no organization ${orgId}.`);
  const to = alerts.clock.now();
  const rule = readRule({ ...input, enabled: true }, { id: 'tried', orgId, createdAt: to, updatedAt: to });
  const from = to - days * dayMs;
  const past = await recall(alerts, org, rule.condition, { from, to });
  if (typeof past === 'string') return { ...spanBody(from, to), fired: null, episodes: [], untried: past };
  const episodes = await replay(rule, past);
  return {
    ...spanBody(past.from, to),
    fired: episodes.length,
    episodes: episodes.slice(0, mostEpisodes).map(episodeBody),
    untried: past.assumed,
  };
}

function spanBody(from: number, to: number): Pick<AlertRuleTrial, 'from' | 'to'> {
  return { from: formatInstant(from), to: formatInstant(to) };
}

function episodeBody({ alert, firedAt, toldAt }: Episode): AlertRuleTrial['episodes'][number] {
  return {
    subject: alert.subject,
    title: alert.title,
    sentence: alert.sentence,
    severity: alert.severity,
    since: formatInstant(alert.since),
    fired_at: formatInstant(firedAt),
    told_at: toldAt === null ? null : formatInstant(toldAt),
    resolved_at: alert.resolvedAt === null ? null : formatInstant(alert.resolvedAt),
    facts: alert.facts.map((fact) => ({ ...fact })),
  };
}
