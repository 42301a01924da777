import { createHash } from 'node:crypto';
import type { SubscriberKind } from '@platen/contract';
import { hourMs } from '../kit/instant.ts';

/** Somebody who asked to be told what happens in a region. */
export interface Subscriber {
  readonly id: string;
  readonly region: string;
  readonly kind: SubscriberKind;
  /** The mail address, or the host of the webhook. */
  readonly address: string;
  /** By which the same address is known again. */
  readonly digest: string;
  /** Of a webhook its URL and its secret, sealed; null for mail. */
  readonly sealed: string | null;
  /** Whoever has it may confirm and unsubscribe; it stands in links that only the subscriber is sent. */
  readonly token: string;
  /** None: all of the region. */
  readonly componentIds: readonly string[];
  readonly createdAt: number;
  /** Null: nothing is told before. */
  readonly confirmedAt: number | null;
  /** What went wrong last, or null. */
  readonly trouble: string | null;
}

/** What is not confirmed by then is forgotten. */
export const confirmWithinMs = 48 * hourMs;

const prefix = 'sub';

/** Where channels are told apart by their ids, a subscriber is one. */
export function isSubscriberId(id: string): boolean {
  return id.startsWith(`${prefix}_`);
}

/**
 * What stands for the organization where its deliveries are. Those of one have a bounded share of all that is sent at
 * once, so that webhooks that hang hold up no mail, and neither of them an alert.
 */
export function orgIdOf(region: string, kind: SubscriberKind): string {
  return `@${region} ${kind}`;
}

/** Of the whole address: what is shown of it is less. */
export function digestOf(kind: SubscriberKind, address: string): string {
  return createHash('sha256').update(`${kind} ${address}`).digest('hex');
}
