import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip } from './gzip.ts';
import { matchesEtag } from './snapshot.ts';

interface Content {
  readonly plain: Buffer;
  readonly gzipped: Buffer;
  /** Weak, since it is the same for both encodings. */
  readonly etag: string;
}

/** An answer that stays the same for as long as the server runs. It is made when first asked for. */
export class StaticFile {
  readonly #mediaType: string;
  readonly #cacheControl: string;
  readonly #write: () => string | Promise<string>;
  #content: Promise<Content> | undefined;

  constructor(mediaType: string, write: () => string | Promise<string>, cacheControl = 'public, no-cache') {
    this.#cacheControl = cacheControl;
    this.#mediaType = `${mediaType}; charset=utf-8`;
    this.#write = write;
  }

  async send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    this.#content ??= this.#make();
    const { plain, gzipped, etag } = await this.#content;
    reply.header('ETag', etag).header('Cache-Control', this.#cacheControl).header('Vary', 'Accept-Encoding');
    if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    reply.type(this.#mediaType);
    if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(plain);
    return reply.header('Content-Encoding', 'gzip').send(gzipped);
  }

  async #make(): Promise<Content> {
    const plain = Buffer.from(await this.#write());
    const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
    return { plain, gzipped: gzipSync(plain), etag };
  }
}
