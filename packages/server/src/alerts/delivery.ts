import type { Notice, Sent } from './notice.ts';

/** A notice on its way to a channel. */
export interface Delivery<Told extends Sent = Notice> {
  /** The notice's id, too. */
  readonly id: string;
  readonly orgId: string;
  readonly channelId: string;
  /** Null for a test. */
  readonly conversationId: string | null;
  readonly notice: Told;
  readonly state: 'queued' | 'delivered' | 'failed' | 'superseded';
  readonly createdAt: number;
  /** When it is to be tried, for the first time or again. */
  readonly dueAt: number;
  readonly attempts: number;
  readonly finishedAt: number | null;
  /** Of the last attempt, for people; null when it went well or there was none. */
  readonly reason: string | null;
}

/** One attempt to deliver, as it is kept for whoever asks what really happened. */
export interface Attempt {
  readonly deliveryId: string;
  /** From 1. */
  readonly number: number;
  readonly at: number;
  readonly durationMs: number;
  readonly outcome: 'delivered' | 'retry' | 'refused';
  /** Of HTTP or SMTP, where there was an answer. */
  readonly status: number | null;
  /** What was sent where, without secrets; null when nothing was. */
  readonly request: string | null;
  readonly reason: string | null;
}
