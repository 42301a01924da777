import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Refusal } from '@platen/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip } from '../manners/gzip.ts';
import { matchesEtag } from '../manners/snapshot.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * The Admin Console: files that were built beforehand, and at every other path below `/console/` the page that shows
 * them. `folder` is where they lie; null where they were not built.
 */
export function serveConsole(app: FastifyInstance, folder: string | null): void {
  let files: Map<string, BuiltFile> | undefined;
  const answer = (path: string, request: FastifyRequest, reply: FastifyReply) => {
    // Read when somebody first comes: most servers start for others than people.
    files ??= folder === null ? new Map<string, BuiltFile>() : readFiles(folder);
    const file = files.get(path) ?? (path.startsWith('assets/') ? undefined : files.get('index.html'));
    if (file) return send(file, request, reply);
    throw new Refusal(
      'not_found',
      files.size === 0 ? 'The console was not built: run `npm run build`.' : 'No such path.',
    );
  };
  app.get('/console', async (request, reply) => answer('index.html', request, reply));
  app.get<{ Params: { '*': string } }>('/console/*', async (request, reply) =>
    answer(request.params['*'], request, reply),
  );
}

interface BuiltFile {
  readonly plain: Buffer;
  readonly gzipped: Buffer;
  readonly type: string;
  readonly etag: string;
  /** Its name changes with its content. */
  readonly isForGood: boolean;
}

function readFiles(folder: string): Map<string, BuiltFile> {
  const entries: Dirent[] = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const place = join(entry.parentPath, entry.name);
        const path = relative(folder, place);
        return [path, builtFile(path, readFileSync(place))];
      }),
  );
}

function builtFile(path: string, plain: Buffer): BuiltFile {
  return {
    plain,
    gzipped: gzipSync(plain),
    type: mediaTypes[extname(path)] ?? 'application/octet-stream',
    etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    isForGood: path.startsWith('assets/'),
  };
}

function send(file: BuiltFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply
    .header('Content-Security-Policy', contentSecurityPolicy)
    .header('X-Content-Type-Options', 'nosniff')
    .header('Referrer-Policy', 'same-origin')
    .header('ETag', file.etag)
    .header('Vary', 'Accept-Encoding')
    .header('Cache-Control', file.isForGood ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (matchesEtag(request.headers['if-none-match'], file.etag)) return reply.code(304).send();
  reply.type(file.type);
  if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(file.plain);
  return reply.header('Content-Encoding', 'gzip').send(file.gzipped);
}
