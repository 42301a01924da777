import { type AlertRule, type AlertRulePut, invalidField, Refusal } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { setUpRules } from './first-rules.ts';
import { refuseTooMany } from './most.ts';
import { type Rule, ruleBody } from './rule.ts';
import type { AlertsContext } from './store.ts';

/** Oldest first. An organization that was never looked at has its first rules from now on. */
export async function listRules(
  alerts: AlertsContext,
  orgId: string,
  page: PageRequest,
): Promise<PageOf<AlertRule>> {
  await setUpRules(alerts, orgId);
  const rules = await alerts.store.rules.list(orgId, page);
  return pageOf(rules.map(ruleBody), page.limit, ({ id }) => id);
}

export async function getRule(alerts: AlertsContext, orgId: string, id: string): Promise<AlertRule> {
  return ruleBody(await findRule(alerts, orgId, id));
}

export async function createRule(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  input: AlertRulePut,
): Promise<AlertRule> {
  await setUpRules(alerts, orgId);
  await refuseTooMany(alerts.store.rules, orgId, 'alert rules');
  const now = alerts.clock.now();
  const rule = readRule(input, { id: newId('rul', now), orgId, createdAt: now, updatedAt: now });
  await save(alerts, actor, rule, 'alert_rule.created', input);
  return ruleBody(rule);
}

export async function putRule(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
  input: AlertRulePut,
): Promise<AlertRule> {
  const known = await findRule(alerts, orgId, id);
  const rule = readRule(input, { id, orgId, createdAt: known.createdAt, updatedAt: alerts.clock.now() });
  await save(alerts, actor, rule, 'alert_rule.updated', input);
  return ruleBody(rule);
}

export async function removeRule(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
): Promise<AlertRule> {
  const known = await findRule(alerts, orgId, id);
  const change = { orgId, action: 'alert_rule.removed', target: id, detail: { name: known.name } };
  await alerts.store.rules.remove(orgId, id, auditEntry(actor, alerts.clock.now(), change));
  return ruleBody(known);
}

async function findRule(alerts: AlertsContext, orgId: string, id: string): Promise<Rule> {
  await setUpRules(alerts, orgId);
  const rule = await alerts.store.rules.find(orgId, id);
  if (!rule) throw new Refusal('not_found', `There is no alert rule ${id}.`);
  return rule;
}

type Identity = Pick<Rule, 'id' | 'orgId' | 'createdAt' | 'updatedAt'>;

/** What is left out is as by default, whatever it was before. */
export function readRule(input: AlertRulePut, identity: Identity): Rule {
  refuseSenseless(input.condition);
  return {
    ...identity,
    name: input.name,
    enabled: input.enabled ?? true,
    severity: input.severity ?? 'warning',
    condition: input.condition,
    forMs: (input.for_seconds ?? 0) * 1000,
    keepFiringMs: (input.keep_firing_seconds ?? 0) * 1000,
    noData: input.no_data ?? 'keep',
    mute: input.mute ?? [],
  };
}

function refuseSenseless(condition: AlertRulePut['condition']): void {
  if (condition.type !== 'jobs') return;
  const { above, below, clear_at: clearAt } = condition;
  if (above === undefined && below === undefined) {
    throw invalidField('body.condition', 'has no limit', 'Send `above` or `below`.');
  }
  if (above !== undefined && below !== undefined) {
    throw invalidField(
      'body.condition',
      'has two limits',
      'Send `above` or `below`; for both, make two rules.',
    );
  }
  if (clearAt === undefined) return;
  const isOnTheBadSide = above !== undefined ? clearAt > above : clearAt < (below ?? 0);
  if (isOnTheBadSide) {
    throw invalidField(
      'body.condition.clear_at',
      'lies beyond the limit, where it is bad',
      'Send a value on the good side of the limit, or leave it out.',
    );
  }
}

async function save(
  alerts: AlertsContext,
  actor: Actor,
  rule: Rule,
  action: string,
  input: AlertRulePut,
): Promise<void> {
  const change = { orgId: rule.orgId, action, target: rule.id, detail: { ...input } };
  await alerts.store.rules.save(rule, auditEntry(actor, rule.updatedAt, change));
}
