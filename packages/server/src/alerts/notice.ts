import type { AlertSeverity } from '@platen/contract';
import type { Fact } from './observation.ts';

/** What any channel is handed to send, whoever is told by it. */
export interface Sent {
  /** The delivery's id: the same however often it is sent. */
  readonly id: string;
  readonly kind: string;
  /** From 1, in the order in which they are sent. */
  readonly sequence: number;
}

/**
 * What one channel is told at one moment of one conversation: the whole state of the matter, so that a receiver that
 * missed one is right again with the next.
 */
export interface Notice {
  /** The delivery's id: the same however often it is sent. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: number;
  /** The id of the conversation: the same from the first firing to the end, for one ticket, one chain of mails. */
  readonly conversation: string;
  /** From 1, without gaps, in the order in which they are sent. */
  readonly sequence: number;
  readonly organization: { readonly id: string; readonly name: string };
  /** The worst of the alerts. */
  readonly severity: AlertSeverity;
  readonly state: 'firing' | 'acknowledged' | 'resolved';
  /** A line of at most 120 characters. */
  readonly title: string;
  /** One sentence or a few, in English. */
  readonly sentence: string;
  /** Those that fire first. None in a test. */
  readonly alerts: readonly AlertTold[];
  /** Where people find why they were told: absolute. */
  readonly url: string;
}

/** `repeated`: nothing is new, and nobody has acknowledged it. `test`: somebody tries the channel. */
export type NoticeKind = 'firing' | 'updated' | 'repeated' | 'resolved' | 'test';

export interface AlertTold {
  readonly id: string;
  readonly rule: { readonly id: string; readonly name: string };
  readonly state: 'firing' | 'acknowledged' | 'suppressed' | 'resolved';
  readonly severity: AlertSeverity;
  readonly title: string;
  readonly sentence: string;
  /** What can be done about it; null where its rule was removed. */
  readonly advice: string | null;
  /** RFC 3339. */
  readonly since: string;
  readonly resolvedAt: string | null;
  readonly facts: readonly Fact[];
  /** Where its evidence is: absolute. */
  readonly url: string;
}
