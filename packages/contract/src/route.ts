import type { TSchema } from 'typebox';
import type { ProblemCode } from './problems.ts';
import type { Scope } from './scopes.ts';

/** One line of the contract: from it follow validation, serialization, OpenAPI and the reference. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as `{name}`. */
  readonly path: string;
  readonly tag:
    | 'Health'
    | 'Jobs'
    | 'Anomalies'
    | 'Keys'
    | 'Organizations'
    | 'Status'
    | 'Alerts'
    | 'People'
    | 'Audit';
  readonly summary: string;
  readonly description?: string;
  /** Who may call: whoever has a key or a session when left out, only whoever has a session, or anyone. */
  readonly for?: 'person' | 'anyone';
  /** A key or a session with any of these may call; none means any valid one. */
  readonly scopes: readonly Scope[];
  /** All of the scopes are needed, and not any of them. */
  readonly needsAll?: true;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Media types of the body; `application/json` when left out. */
  readonly consumes?: readonly string[];
  readonly status: 200 | 201 | 202;
  readonly response: TSchema;
  /** A GET whose body changes only with the data: it has `ETag`, answers 304 and tells `X-Poll-Interval`. */
  readonly snapshot?: true;
  /** A GET that is answered with server-sent events and does not end; `response` is the data of each. */
  readonly stream?: true;
  /** Problems beyond those that any route may answer. */
  readonly problems: readonly ProblemCode[];
}
