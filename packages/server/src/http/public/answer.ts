import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { acceptsGzip } from '../manners/gzip.ts';
import { etagOf, matchesEtag } from '../manners/snapshot.ts';

/** Who may read an answer: anyone, or the holder of a key. */
export type Audience = 'public' | 'key';

type Header = readonly [name: string, value: string];

/** The bytes of one encoding, with their headers as node takes them fastest: names and values in one list. */
interface Variant {
  /** Kept as text: node sends it in one piece with the headers, where a Buffer costs a second one. */
  readonly body: string;
  readonly encoding: 'utf8' | 'latin1';
  readonly etag: string;
  readonly headers: readonly string[];
  readonly headersOf304: readonly string[];
}

/** What a request gets of an answer. */
export interface Choice {
  readonly variant: Variant;
  /** The caller has it already, and is told 304. */
  readonly known: boolean;
}

const leastBytesToGzip = 1024;

/** A public text, ready to be sent again and again. */
export class Answer {
  readonly text: string;
  readonly audience: Audience;
  /** When these bytes first came to be, in seconds, as HTTP counts. */
  readonly #modifiedSeconds: number;
  /** Other bytes had been told in that very second, so that a date does not tell them apart. */
  readonly #isDateAmbiguous: boolean;
  readonly #mediaType: string;
  readonly #plain: Variant;
  #gzipped: Variant | undefined;

  /** `before`: the answer that this one takes the place of. */
  constructor(text: string, mediaType: string, audience: Audience, nowMs: number, before?: Answer) {
    this.text = text;
    this.audience = audience;
    this.#mediaType = mediaType;
    const isSame = before?.text === text;
    this.#modifiedSeconds = isSame ? before.#modifiedSeconds : Math.floor(nowMs / 1000);
    this.#isDateAmbiguous = isSame
      ? before.#isDateAmbiguous
      : before !== undefined && before.#modifiedSeconds === this.#modifiedSeconds;
    const etag = etagOf(text);
    this.#plain = this.#variant(text, 'utf8', etag, Buffer.byteLength(text), []);
  }

  choose(headers: IncomingHttpHeaders): Choice {
    const variant = this.#variantFor(headers);
    return { variant, known: this.#isKnown(variant, headers) };
  }

  /** RFC 9110, 13.2.2: a date counts only where no ETag is told. */
  #isKnown({ etag }: Variant, headers: IncomingHttpHeaders): boolean {
    const ifNoneMatch = headers['if-none-match'];
    if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, etag);
    const ifModifiedSince = headers['if-modified-since'];
    if (ifModifiedSince === undefined || this.#isDateAmbiguous) return false;
    return this.#modifiedSeconds * 1000 <= Date.parse(ifModifiedSince);
  }

  #variantFor(headers: IncomingHttpHeaders): Variant {
    const accepted = headers['accept-encoding'];
    if (accepted === undefined || this.text.length < leastBytesToGzip || !acceptsGzip(accepted))
      return this.#plain;
    this.#gzipped ??= this.#gzip();
    return this.#gzipped;
  }

  #gzip(): Variant {
    const bytes = gzipSync(this.text);
    const etag = this.#plain.etag.replace(/"$/, '-gzip"');
    return this.#variant(bytes.toString('latin1'), 'latin1', etag, bytes.length, [
      ['Content-Encoding', 'gzip'],
    ]);
  }

  #variant(
    body: string,
    encoding: Variant['encoding'],
    etag: string,
    length: number,
    ofEncoding: readonly Header[],
  ): Variant {
    const validators: readonly Header[] = [
      ['ETag', etag],
      ['Last-Modified', new Date(this.#modifiedSeconds * 1000).toUTCString()],
      ['Cache-Control', cacheControl[this.audience]],
      ['Vary', 'Accept-Encoding'],
      ...(this.audience === 'public' && !isPage(this.#mediaType) ? anyOrigin : []),
    ];
    const content: readonly Header[] = [
      ['Content-Type', this.#mediaType],
      ['Content-Length', String(length)],
      ['X-Content-Type-Options', 'nosniff'],
      ...ofEncoding,
      ...(isDrawn(this.#mediaType) ? ofDocuments : []),
    ];
    return {
      body,
      encoding,
      etag,
      headers: [...validators, ...content].flat(),
      headersOf304: validators.flat(),
    };
  }
}

/** Sends what was chosen, with headers of this one request. */
export function sendChoice(
  { variant, known }: Choice,
  response: ServerResponse,
  headers: readonly string[],
): void {
  if (known) response.writeHead(304, [...variant.headersOf304, ...headers]).end();
  // To HEAD, node sends the head alone.
  else response.writeHead(200, [...variant.headers, ...headers]).end(variant.body, variant.encoding);
}

/**
 * Whoever asks this server is told what is so now: a browser asks again every time, which costs a 304. A cache in front
 * may spare it the crowd of a bad morning, but for a second only, which is as old as a new incident may be; and it must
 * not go on telling "operational" when it cannot reach us (no `stale-while-revalidate`, no `stale-if-error`).
 */
const cacheControl = {
  public: 'public, max-age=0, s-maxage=1, must-revalidate',
  key: 'private, no-cache',
} as const satisfies Record<Audience, string>;

const anyOrigin: readonly Header[] = [['Access-Control-Allow-Origin', '*']];

/** What a browser draws as a document of its own may load nothing, and send forms to us alone. */
const ofDocuments: readonly Header[] = [
  [
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      'img-src data:',
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ].join('; '),
  ],
  ['Referrer-Policy', 'no-referrer'],
];

/** The same for a page that is not kept. */
export const documentHeaders: Readonly<Record<string, string>> = Object.fromEntries([
  ['X-Content-Type-Options', 'nosniff'],
  ...ofDocuments,
]);

function isPage(mediaType: string): boolean {
  return mediaType.startsWith('text/html');
}

function isDrawn(mediaType: string): boolean {
  return isPage(mediaType) || mediaType.startsWith('image/svg');
}
