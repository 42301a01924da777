import type { AlertCondition, AlertSeverity, MuteWindow } from '@platen/contract';
import type { Insertable, Selectable } from 'kysely';
import type {
  Acknowledgement,
  Alert,
  Attempt,
  ChannelRecord,
  Conversation,
  Delivery,
  Notice,
  Route,
  RouteMatch,
  Rule,
  Sent,
  Silence,
  SilenceMatch,
  Suppression,
  Ticket,
  Timing,
  Transition,
} from '../../alerts/index.ts';
import type {
  AlertAttemptTable,
  AlertChannelTable,
  AlertConversationTable,
  AlertDeliveryTable,
  AlertRouteTable,
  AlertRuleTable,
  AlertSilenceTable,
  AlertTable,
  AlertTransitionTable,
} from './alert-tables.ts';

export function toRule(row: Selectable<AlertRuleTable>): Rule {
  return {
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    enabled: row.enabled === 1,
    severity: row.severity as AlertSeverity,
    condition: JSON.parse(row.condition) as AlertCondition,
    forMs: row.for_ms,
    keepFiringMs: row.keep_firing_ms,
    noData: row.no_data as Rule['noData'],
    mute: JSON.parse(row.mute) as MuteWindow[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function fromRule(rule: Rule): Insertable<AlertRuleTable> {
  return {
    id: rule.id,
    org_id: rule.orgId,
    name: rule.name,
    enabled: rule.enabled ? 1 : 0,
    severity: rule.severity,
    condition: JSON.stringify(rule.condition),
    for_ms: rule.forMs,
    keep_firing_ms: rule.keepFiringMs,
    no_data: rule.noData,
    mute: JSON.stringify(rule.mute),
    created_at: rule.createdAt,
    updated_at: rule.updatedAt,
  };
}

export function toSilence(row: Selectable<AlertSilenceTable>): Silence {
  return {
    id: row.id,
    orgId: row.org_id,
    match: JSON.parse(row.match) as SilenceMatch,
    from: row.from_at,
    until: row.until_at,
    comment: row.comment,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}

export function fromSilence(silence: Silence): Insertable<AlertSilenceTable> {
  return {
    id: silence.id,
    org_id: silence.orgId,
    match: JSON.stringify(silence.match),
    from_at: silence.from,
    until_at: silence.until,
    comment: silence.comment,
    created_by: silence.createdBy,
    created_at: silence.createdAt,
  };
}

type Told = Pick<
  Alert,
  'thread' | 'severity' | 'title' | 'sentence' | 'facts' | 'jobTypes' | 'news' | 'handledOnceAcknowledged'
>;

export function toAlert(row: Selectable<AlertTable>): Alert {
  return {
    id: row.id,
    orgId: row.org_id,
    ruleId: row.rule_id,
    subject: row.subject,
    state: row.state as Alert['state'],
    ...(JSON.parse(row.told) as Told),
    since: row.since,
    firedAt: row.fired_at,
    wellSince: row.well_since,
    resolvedAt: row.resolved_at,
    resolvedBecause: row.resolved_because,
    acknowledgement: parsed<Acknowledgement>(row.acknowledgement),
    suppressedBy: JSON.parse(row.suppressed_by) as Suppression[],
    updatedAt: row.updated_at,
  };
}

export function fromAlert(alert: Alert): Insertable<AlertTable> {
  const { thread, severity, title, sentence, facts, jobTypes, news, handledOnceAcknowledged } = alert;
  const told: Told = { thread, severity, title, sentence, facts, jobTypes, news, handledOnceAcknowledged };
  return {
    id: alert.id,
    org_id: alert.orgId,
    rule_id: alert.ruleId,
    subject: alert.subject,
    state: alert.state,
    told: JSON.stringify(told),
    since: alert.since,
    fired_at: alert.firedAt,
    well_since: alert.wellSince,
    resolved_at: alert.resolvedAt,
    resolved_because: alert.resolvedBecause,
    acknowledgement: written(alert.acknowledgement),
    suppressed_by: JSON.stringify(alert.suppressedBy),
    updated_at: alert.updatedAt,
  };
}

export function toTransition(row: Selectable<AlertTransitionTable>): Transition {
  return { alertId: row.alert_id, at: row.at, kind: row.kind as Transition['kind'], why: row.why };
}

export function toChannel(row: Selectable<AlertChannelTable>): ChannelRecord {
  return {
    id: row.id,
    orgId: row.org_id,
    kind: row.kind,
    name: row.name,
    enabled: row.enabled === 1,
    config: JSON.parse(row.config) as ChannelRecord['config'],
    sealedSecrets: row.sealed_secrets,
    reopenMs: row.reopen_ms,
    trouble: row.trouble,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function fromChannel(channel: ChannelRecord): Insertable<AlertChannelTable> {
  return {
    id: channel.id,
    org_id: channel.orgId,
    kind: channel.kind,
    name: channel.name,
    enabled: channel.enabled ? 1 : 0,
    config: JSON.stringify(channel.config),
    sealed_secrets: channel.sealedSecrets,
    reopen_ms: channel.reopenMs,
    trouble: channel.trouble,
    created_at: channel.createdAt,
    updated_at: channel.updatedAt,
  };
}

export function toRoute(row: Selectable<AlertRouteTable>): Route {
  return {
    id: row.id,
    orgId: row.org_id,
    position: row.position,
    match: JSON.parse(row.match) as RouteMatch,
    channelIds: JSON.parse(row.channel_ids) as string[],
    timing: JSON.parse(row.timing) as Timing,
    goesOn: row.goes_on === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function fromRoute(route: Route): Insertable<AlertRouteTable> {
  return {
    id: route.id,
    org_id: route.orgId,
    position: route.position,
    match: JSON.stringify(route.match),
    channel_ids: JSON.stringify(route.channelIds),
    timing: JSON.stringify(route.timing),
    goes_on: route.goesOn ? 1 : 0,
    created_at: route.createdAt,
    updated_at: route.updatedAt,
  };
}

export function toConversation(row: Selectable<AlertConversationTable>): Conversation {
  return {
    id: row.id,
    orgId: row.org_id,
    channelId: row.channel_id,
    thread: row.thread,
    sequence: row.sequence,
    alertIds: JSON.parse(row.alert_ids) as string[],
    acknowledgedIds: JSON.parse(row.acknowledged_ids) as string[],
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    lastDueAt: row.last_due_at,
    ticket: parsed<Ticket>(row.ticket),
  };
}

export function fromConversation(conversation: Conversation): Insertable<AlertConversationTable> {
  return {
    id: conversation.id,
    org_id: conversation.orgId,
    channel_id: conversation.channelId,
    thread: conversation.thread,
    sequence: conversation.sequence,
    alert_ids: JSON.stringify(conversation.alertIds),
    acknowledged_ids: JSON.stringify(conversation.acknowledgedIds),
    opened_at: conversation.openedAt,
    closed_at: conversation.closedAt,
    last_due_at: conversation.lastDueAt,
    ticket: written(conversation.ticket),
  };
}

export function toDelivery(row: Selectable<AlertDeliveryTable>): Delivery {
  return {
    id: row.id,
    orgId: row.org_id,
    channelId: row.channel_id,
    conversationId: row.conversation_id,
    notice: JSON.parse(row.notice) as Notice,
    state: row.state as Delivery['state'],
    createdAt: row.created_at,
    dueAt: row.due_at,
    attempts: row.attempts,
    finishedAt: row.finished_at,
    reason: row.reason,
  };
}

export function fromDelivery(delivery: Delivery<Sent>): Insertable<AlertDeliveryTable> {
  return {
    id: delivery.id,
    org_id: delivery.orgId,
    channel_id: delivery.channelId,
    conversation_id: delivery.conversationId,
    sequence: delivery.notice.sequence,
    notice: JSON.stringify(delivery.notice),
    state: delivery.state,
    created_at: delivery.createdAt,
    due_at: delivery.dueAt,
    attempts: delivery.attempts,
    finished_at: delivery.finishedAt,
    reason: delivery.reason,
    lease_until: 0,
  };
}

export function toAttempt(row: Selectable<AlertAttemptTable>): Attempt {
  return {
    deliveryId: row.delivery_id,
    number: row.number,
    at: row.at,
    durationMs: row.duration_ms,
    outcome: row.outcome as Attempt['outcome'],
    status: row.status,
    request: row.request,
    reason: row.reason,
  };
}

export function fromAttempt(attempt: Attempt): Insertable<AlertAttemptTable> {
  return {
    delivery_id: attempt.deliveryId,
    number: attempt.number,
    at: attempt.at,
    duration_ms: attempt.durationMs,
    outcome: attempt.outcome,
    status: attempt.status,
    request: attempt.request,
    reason: attempt.reason,
  };
}

function parsed<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

function written(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
