import type { RegionNews } from '../status/index.ts';

/** What is sent to a subscriber: whether it wants to be one, and then what there is to tell. */
export type ToSubscriber = Invitation | Told;

interface Letter {
  /** The delivery's id, the same however often it is sent. */
  readonly id: string;
  readonly sequence: number;
  readonly at: number;
  readonly region: { readonly id: string; readonly name: string };
  /** Absolute: where it is told in full. */
  readonly url: string;
  /** Absolute: a POST to it ends it. */
  readonly unsubscribeUrl: string;
}

export interface Invitation extends Letter {
  readonly kind: 'confirmation';
  /** Absolute. */
  readonly confirmUrl: string;
  readonly confirmUntil: number;
}

export interface Told extends Letter {
  readonly kind: 'news';
  readonly news: RegionNews;
}
