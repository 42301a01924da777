import type { Alert } from './alert.ts';
import type { Conversation } from './conversation.ts';
import type { Delivery } from './delivery.ts';
import type { NoticeKind } from './notice.ts';
import { channelsFor, type Route, type Timing } from './route.ts';
import type { Rule } from './rule.ts';
import { type NoticeAuthor, writeNotice } from './write-notice.ts';

/** What one look found out that somebody might be told. */
export interface Situation {
  readonly now: number;
  /** Those that fire, and those that a conversation which is open has told of. */
  readonly alerts: readonly Alert[];
  /** Ids of those that this look says something new of. */
  readonly changed: ReadonlySet<string>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly routes: readonly Route[];
  /** Those that are enabled. */
  readonly channels: readonly PlannedChannel[];
  /** The newest of each thread on each channel. */
  readonly conversations: readonly Conversation[];
  /** Those that were never begun. */
  readonly waiting: readonly Delivery[];
  readonly author: NoticeAuthor;
}

export interface PlannedChannel {
  readonly id: string;
  readonly keepsTicket: boolean;
  /** How long a conversation that is closed is taken up again rather than a new one begun. */
  readonly reopenMs: number;
}

/** What is to be written for the notices to be sent; a conversation or a delivery with a known id replaces that one. */
export interface Plan {
  readonly conversations: readonly Conversation[];
  readonly deliveries: readonly Delivery[];
}

/** Decides who is to be told what, and when. */
export function planDeliveries(situation: Situation): Plan {
  const conversations: Conversation[] = [];
  const deliveries: Delivery[] = [];
  for (const channel of situation.channels) {
    for (const thread of threadsOf(situation, channel)) {
      const plan = planThread(situation, channel, thread);
      conversations.push(...plan.conversations);
      deliveries.push(...plan.deliveries);
    }
  }
  return { conversations, deliveries };
}

function threadsOf({ alerts, conversations }: Situation, { id }: PlannedChannel): ReadonlySet<string> {
  const open = conversations.filter(({ channelId, closedAt }) => channelId === id && closedAt === null);
  return new Set([...alerts.map(threadOf), ...open.map(({ thread }) => thread)]);
}

/** An alert that another takes in is told of in the thread of that one. */
function threadOf(alert: Alert): string {
  return inhibitionOf(alert)?.thread ?? alert.thread;
}

function inhibitionOf({ suppressedBy }: Alert) {
  return suppressedBy.find((suppression) => suppression.kind === 'inhibition');
}

const nothing: Plan = { conversations: [], deliveries: [] };

function planThread(situation: Situation, channel: PlannedChannel, thread: string): Plan {
  const { now, alerts, changed } = situation;
  const known = situation.conversations.find(
    (conversation) => conversation.channelId === channel.id && conversation.thread === thread,
  );
  const open = known?.closedAt === null ? known : undefined;
  const heard = alerts.flatMap((alert) => {
    const timing = threadOf(alert) === thread ? timingOf(situation, channel, alert) : undefined;
    return timing && alert.state === 'firing' && isTold(alert) ? { alert, timing } : [];
  });
  const leading = heard.find(({ alert }) => !inhibitionOf(alert));

  if (!open) return leading ? begin(situation, channel, known, thread, heard) : nothing;
  const firing = alerts.some(({ id, state }) => state === 'firing' && open.alertIds.includes(id));
  if (!firing && !leading) return end(situation, open);
  const joined = join(open, heard);
  // That somebody has taken it on should be known before somebody else does.
  if (joined.acknowledgedIds.length > open.acknowledgedIds.length)
    return goOn(situation, joined, 'updated', now);
  if (heard.some(({ alert }) => changed.has(alert.id) || !open.alertIds.includes(alert.id))) {
    return goOn(situation, joined, 'updated', dueAfter(open, heard, now));
  }
  const repeatMs = leading?.timing.repeatIntervalMs ?? null;
  const isDue = repeatMs !== null && now >= open.lastDueAt + repeatMs;
  const isPressing = heard.some(({ alert }) => !alert.acknowledgement && !isSlow(alert));
  return isDue && isPressing && !channel.keepsTicket ? goOn(situation, joined, 'repeated', now) : nothing;
}

/** One of steps that are days apart is told at each of them, and not in between. */
function isSlow({ handledOnceAcknowledged }: Alert): boolean {
  return handledOnceAcknowledged;
}

interface Heard {
  readonly alert: Alert;
  readonly timing: Timing;
}

function timingOf(
  { rules, routes, channels }: Situation,
  channel: PlannedChannel,
  alert: Alert,
): Timing | undefined {
  const ids = channels.map(({ id }) => id);
  return channelsFor(alert, rules.get(alert.ruleId), routes, ids).get(channel.id);
}

/** One that is silenced or muted is not told at all; one that another takes in is told with that. */
function isTold({ suppressedBy }: Alert): boolean {
  return suppressedBy.every(({ kind }) => kind === 'inhibition');
}

function begin(
  situation: Situation,
  channel: PlannedChannel,
  known: Conversation | undefined,
  thread: string,
  heard: readonly Heard[],
): Plan {
  const { now, author } = situation;
  const isRecent = known?.closedAt != null && now - known.closedAt < channel.reopenMs;
  const fresh = {
    id: author.newId('cnv', now),
    orgId: author.organization.id,
    channelId: channel.id,
    thread,
    sequence: 0,
    ticket: null,
  };
  const conversation: Conversation = {
    ...(isRecent && known ? known : fresh),
    alertIds: heard.map(({ alert }) => alert.id),
    acknowledgedIds: acknowledgedOf(heard),
    openedAt: now,
    closedAt: null,
    lastDueAt: now,
  };
  const waitMs = Math.min(...heard.map(({ timing }) => timing.groupWaitMs));
  return add(situation, conversation, 'firing', now + waitMs);
}

/** What waits to be told anyway is told as things stand now, rather than twice. */
function goOn(situation: Situation, conversation: Conversation, kind: NoticeKind, dueAt: number): Plan {
  const waiting = lastWaiting(situation, conversation);
  if (!waiting || waiting.notice.kind === 'resolved') return add(situation, conversation, kind, dueAt);
  const isFirst = waiting.notice.kind === 'firing';
  const notice = write(
    situation,
    conversation,
    isFirst ? 'firing' : kind,
    waiting.id,
    waiting.notice.sequence,
  );
  return {
    conversations: [conversation],
    deliveries: [{ ...waiting, notice, dueAt: Math.min(waiting.dueAt, dueAt) }],
  };
}

/**
 * What nobody was told is not told to be over. What else waits is told as the end, so that the receiver misses no number
 * in the sequence.
 */
function end(situation: Situation, open: Conversation): Plan {
  const { now } = situation;
  const closed = { ...open, closedAt: now };
  const waiting = lastWaiting(situation, open);
  if (!waiting || waiting.notice.kind === 'resolved') return add(situation, closed, 'resolved', now);
  const { sequence } = waiting.notice;
  if (waiting.notice.kind === 'firing') {
    const superseded: Delivery = {
      ...waiting,
      state: 'superseded',
      finishedAt: now,
      reason: 'It was over before it was told.',
    };
    return { conversations: [{ ...closed, sequence: sequence - 1 }], deliveries: [superseded] };
  }
  const notice = write(situation, closed, 'resolved', waiting.id, sequence);
  return { conversations: [closed], deliveries: [{ ...waiting, notice, dueAt: now }] };
}

function add(situation: Situation, conversation: Conversation, kind: NoticeKind, dueAt: number): Plan {
  const { now, author } = situation;
  const next = { ...conversation, sequence: conversation.sequence + 1, lastDueAt: dueAt };
  const id = author.newId('dlv', now);
  const delivery: Delivery = {
    id,
    orgId: next.orgId,
    channelId: next.channelId,
    conversationId: next.id,
    notice: write(situation, next, kind, id, next.sequence),
    state: 'queued',
    createdAt: now,
    dueAt,
    attempts: 0,
    finishedAt: null,
    reason: null,
  };
  return { conversations: [next], deliveries: [delivery] };
}

function write(
  { now, alerts, rules, author }: Situation,
  { id: conversation, alertIds }: Conversation,
  kind: NoticeKind,
  id: string,
  sequence: number,
) {
  const told = alerts.filter((alert) => alertIds.includes(alert.id));
  return writeNotice(author, { id, kind, now, conversation, sequence, alerts: told, rules });
}

function join(open: Conversation, heard: readonly Heard[]): Conversation {
  return {
    ...open,
    alertIds: [...new Set([...open.alertIds, ...heard.map(({ alert }) => alert.id)])],
    acknowledgedIds: [...new Set([...open.acknowledgedIds, ...acknowledgedOf(heard)])],
  };
}

function acknowledgedOf(heard: readonly Heard[]): string[] {
  return heard.filter(({ alert }) => alert.acknowledgement !== null).map(({ alert }) => alert.id);
}

function dueAfter(open: Conversation, heard: readonly Heard[], now: number): number {
  const intervalMs = Math.min(...heard.map(({ timing }) => timing.groupIntervalMs));
  return Math.max(now, open.lastDueAt + intervalMs);
}

function lastWaiting({ waiting }: Situation, { id }: Conversation): Delivery | undefined {
  return waiting
    .filter(({ conversationId, state }) => conversationId === id && state === 'queued')
    .toSorted((a, b) => a.notice.sequence - b.notice.sequence)
    .at(-1);
}
