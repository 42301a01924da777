import { dayMs } from '../kit/instant.ts';
import type { Ticket } from './channel.ts';

/** The longest time in which a channel may want a closed conversation taken up again. */
export const mostReopenMs = 30 * dayMs;

/** One thread on one channel, from its opening to its closing: a ticket, a chain of mails. */
export interface Conversation {
  readonly id: string;
  readonly orgId: string;
  readonly channelId: string;
  readonly thread: string;
  /** Of the last delivery that was planned in it. */
  readonly sequence: number;
  /** The alerts that were told of in it since it was last opened. */
  readonly alertIds: readonly string[];
  /** Those of them that were told to be acknowledged. */
  readonly acknowledgedIds: readonly string[];
  readonly openedAt: number;
  readonly closedAt: number | null;
  /** When the last delivery that was planned was due, which what is told next keeps its distance from. */
  readonly lastDueAt: number;
  readonly ticket: Ticket | null;
}
