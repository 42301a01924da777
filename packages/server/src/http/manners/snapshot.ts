import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The ready text of an answer that changes only with its data. */
export interface Snapshot {
  /** Kept as text: node sends it in one piece with the headers, where a Buffer costs a second one. */
  readonly text: string;
  readonly byteLength: number;
  readonly etag: string;
  /** When these bytes first came to be, as an HTTP date. */
  readonly lastModified: string;
  /** Whether nothing is going on, so that a poller may take its time. */
  readonly calm: boolean;
  /** What both 200 and 304 tell of it, names and values in one list, as node takes headers fastest. */
  readonly validators: readonly string[];
}

interface Kept extends Snapshot {
  readonly revision: number;
  readonly validUntil: number;
}

interface Standing {
  /** From then on it must be made again even if no data changed; null: never. */
  readonly validUntil: number | null;
  readonly calm: boolean;
}

export interface Computed extends Standing {
  readonly body: object;
}

/** A text, and the revision of the data it was made of. */
export interface Made extends Standing {
  readonly text: string;
  readonly revision: number;
}

const mostKept = 5_000;

/** Keeps answers ready for as long as the revision of their data stands. */
export class SnapshotCache {
  readonly #kept = new Map<string, Kept>();

  /** `revision` must have been read before `compute` reads the data. */
  async get(
    name: string,
    revision: number,
    now: number,
    compute: () => Promise<Computed>,
  ): Promise<Snapshot> {
    const kept = this.#find(name, revision, now);
    if (kept) return kept;
    const { body, validUntil, calm } = await compute();
    return this.#keep(name, now, { text: JSON.stringify(body), revision, validUntil, calm });
  }

  /** The same of a text that can be made without waiting. */
  of(name: string, revision: number, now: number, make: () => Made): Snapshot {
    return this.#find(name, revision, now) ?? this.#keep(name, now, make());
  }

  #find(name: string, revision: number, now: number): Kept | undefined {
    const kept = this.#kept.get(name);
    return kept && kept.revision === revision && now < kept.validUntil ? kept : undefined;
  }

  #keep(name: string, now: number, { text, revision, validUntil, calm }: Made): Snapshot {
    const kept = this.#kept.get(name);
    const etag = etagOf(text);
    const lastModified = kept?.etag === etag ? kept.lastModified : new Date(now).toUTCString();
    const fresh = {
      text,
      byteLength: Buffer.byteLength(text),
      etag,
      lastModified,
      calm,
      validators: ['etag', etag, 'last-modified', lastModified, 'cache-control', 'private, no-cache'],
      revision,
      validUntil: validUntil ?? Number.POSITIVE_INFINITY,
    };
    // The oldest goes first: a Map keeps the order of insertion.
    this.#kept.delete(name);
    if (this.#kept.size >= mostKept) this.#kept.delete(this.#kept.keys().next().value ?? '');
    this.#kept.set(name, fresh);
    return fresh;
  }
}

/** How soon a poller should come again, in seconds: calm, and while an incident runs. */
const pollSeconds = { calm: '60', alert: '15' };

/** Sends a snapshot, or 304 to who has it, with headers of this one request. */
export function sendSnapshot(
  snapshot: Snapshot,
  known: boolean,
  request: IncomingMessage,
  response: ServerResponse,
  headers: readonly string[],
): void {
  const interval = snapshot.calm ? pollSeconds.calm : pollSeconds.alert;
  const ofBoth = [...headers, ...snapshot.validators, 'x-poll-interval', interval];
  if (known) {
    response.writeHead(304, ofBoth).end();
    return;
  }
  const length = String(snapshot.byteLength);
  ofBoth.push('content-type', 'application/json; charset=utf-8', 'content-length', length);
  response.writeHead(200, ofBoth).end(request.method === 'HEAD' ? undefined : snapshot.text);
}

/** A strong one: it names these very bytes. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Whether an `If-None-Match` header names the ETag (RFC 9110, 13.1.2: weak comparison, a list, or `*`). */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag) return true;
  return header.split(',').some((part) => {
    const candidate = part.trim();
    return candidate === '*' || candidate === etag || candidate === `W/${etag}`;
  });
}
