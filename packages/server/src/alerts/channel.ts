import type { TObject } from 'typebox';
import type { Clock } from '../kit/clock.ts';
import type { Notice, Sent } from './notice.ts';

/**
 * A kind of place where notices go, such as e-mail or a helpdesk: one file, and one line in the registry. `Told` is what it
 * can tell.
 */
export interface ChannelKind<Config, Told extends Sent = Notice> {
  readonly kind: string;
  /** Of its settings on the wire. Fields that are secrets are `writeOnly`: sealed at rest, and shown never again. */
  readonly config: TObject;
  /** Whether a conversation is one ticket there, which repeating would only make longer. */
  readonly keepsTicket: boolean;
  /**
   * Sends one notice, and never throws for what the other side does. It may be called again for the same notice when
   * nobody knows whether the first call arrived: what was done must not be done twice.
   */
  send(dispatch: Dispatch<Config>, notice: Told): Promise<Outcome>;
}

export interface Dispatch<Config> {
  /** Secrets included. */
  readonly config: Config;
  /** What earlier notices of the conversation made there. */
  readonly ticket: Ticket | null;
  readonly clock: Clock;
  /** A request to the outside: guarded and bounded. It follows no redirects and does not throw. */
  request(request: OutgoingRequest): Promise<IncomingAnswer>;
  /** A mail by the deployment's sender; it does not throw. */
  mail(mail: Mail): Promise<MailAnswer>;
}

/** Only the channel knows whether sending again can help. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly status: number | null; readonly ticket?: Ticket }
  | {
      readonly kind: 'retry';
      readonly status: number | null;
      /** For people, without secrets. */
      readonly reason: string;
      readonly retryAfterMs: number | null;
    }
  | {
      readonly kind: 'refused';
      readonly status: number | null;
      readonly reason: string;
      /** The receiver wants nothing any more: the channel is to be switched off. */
      readonly gone: boolean;
    };

/** What is kept of a conversation at the other side. */
export interface Ticket {
  /** The other side's id of it. */
  readonly ref: string;
  /** For people. */
  readonly url: string | null;
  /** As the channel saw it last: `closed` though we did not close it means that somebody did by hand. */
  readonly state: 'open' | 'closed' | 'closed_by_hand';
}

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type IncomingAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfterMs: number | null;
      /** At most 64 KiB of it. */
      readonly text: string;
      header(name: string): string | null;
    }
  /** Nobody knows whether the other side did it. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly references: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

export type MailAnswer =
  | { readonly kind: 'sent' }
  /** `temporary`: the server may take it later. */
  | { readonly kind: 'failed'; readonly reason: string; readonly temporary: boolean };
