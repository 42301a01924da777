import {
  type AlertAcknowledge,
  type Alert as AlertBody,
  type AlertQuery,
  type AlertWithHistory,
  alertStates,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import type { Alert, Suppression, Transition } from './alert.ts';
import type { Conversation } from './conversation.ts';
import type { AlertsContext } from './store.ts';
import { toldState } from './write-notice.ts';

/** Newest first. */
export async function listAlerts(
  { store }: AlertsContext,
  orgId: string,
  page: PageRequest,
  { active = false, state, severity, rule_id }: AlertQuery,
): Promise<PageOf<AlertBody>> {
  const states = active ? (state ?? alertStates).filter((one) => one !== 'resolved') : state;
  const alerts = await store.listAlerts(orgId, page, {
    ...(states && { states }),
    ...(severity && { severities: severity }),
    ...(rule_id !== undefined && { ruleId: rule_id }),
  });
  return pageOf(alerts.map(alertBody), page.limit, ({ id }) => id);
}

export async function getAlert(alerts: AlertsContext, orgId: string, id: string): Promise<AlertWithHistory> {
  const alert = await findAlert(alerts, orgId, id);
  const transitions = await alerts.store.listTransitions(id);
  const conversations = await alerts.store.listConversationsAbout(alert);
  return {
    ...alertBody(alert),
    // What was cleared is no alert any more.
    transitions: transitions.flatMap(({ at, kind, why }) =>
      kind === 'cleared' ? [] : [{ at: formatInstant(at), kind, why }],
    ),
    conversations: conversations.map(conversationBody),
  };
}

/** Refuses with `conflict` what does not fire. Acknowledging again replaces who did and why. */
export async function acknowledgeAlert(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
  { comment }: AlertAcknowledge,
): Promise<AlertBody> {
  const known = await findAlert(alerts, orgId, id);
  const now = alerts.clock.now();
  const change = { orgId, action: 'alert.acknowledged', target: id, detail: { comment: comment ?? null } };
  const audit = auditEntry(actor, now, change);
  const acknowledged: Alert = {
    ...known,
    acknowledgement: { at: now, by: audit.actor, comment: comment ?? null },
    updatedAt: now,
  };
  const why = comment ?? `Acknowledged by ${audit.actor}.`;
  const transition: Transition = { alertId: id, at: now, kind: 'acknowledged', why };
  const done = await alerts.store.acknowledge(acknowledged, transition, audit);
  if (!done) throw new Refusal('conflict', `The alert ${id} does not fire.`);
  return alertBody(acknowledged);
}

async function findAlert({ store }: AlertsContext, orgId: string, id: string): Promise<Alert> {
  const alert = await store.findAlert(orgId, id);
  if (!alert) throw new Refusal('not_found', `There is no alert ${id}.`);
  return alert;
}

function alertBody(alert: Alert): AlertBody {
  const { acknowledgement } = alert;
  return {
    id: alert.id,
    org_id: alert.orgId,
    rule_id: alert.ruleId,
    subject: alert.subject,
    state: alert.state === 'pending' ? 'pending' : toldState(alert),
    severity: alert.severity,
    title: alert.title,
    sentence: alert.sentence,
    facts: alert.facts.map((fact) => ({ ...fact })),
    job_types: [...alert.jobTypes],
    since: formatInstant(alert.since),
    fired_at: instantOrNull(alert.firedAt),
    resolved_at: instantOrNull(alert.resolvedAt),
    resolved_because: alert.resolvedBecause,
    acknowledged_at: instantOrNull(acknowledgement?.at ?? null),
    acknowledged_by: acknowledgement?.by ?? null,
    acknowledged_comment: acknowledgement?.comment ?? null,
    suppressed_by: alert.suppressedBy.map(suppressionBody),
    updated_at: formatInstant(alert.updatedAt),
  };
}

function conversationBody(conversation: Conversation): AlertWithHistory['conversations'][number] {
  const { id, channelId, openedAt, closedAt, ticket } = conversation;
  return {
    id,
    channel_id: channelId,
    opened_at: formatInstant(openedAt),
    closed_at: instantOrNull(closedAt),
    ticket: ticket && { ...ticket },
  };
}

function suppressionBody(suppression: Suppression): AlertBody['suppressed_by'][number] {
  switch (suppression.kind) {
    case 'silence':
      return { kind: 'silence', id: suppression.silenceId };
    case 'mute':
      return { kind: 'mute', id: null };
    case 'inhibition':
      return { kind: 'inhibition', id: suppression.alertId };
  }
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : formatInstant(ms);
}
