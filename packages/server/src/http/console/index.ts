import { type Dirent, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { Refusal } from '@platen/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StaticFile } from '../manners/static-file.ts';

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
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/**
 * The Admin Console: files that were built beforehand, and at every other path below `/console/` the page that shows
 * them. `folder` is where they lie; null where they were not built.
 */
export function serveConsole(app: FastifyInstance, folder: string | null): void {
  const files = folder === null ? new Map<string, StaticFile>() : filesIn(folder);
  const answer = (path: string, request: FastifyRequest, reply: FastifyReply) => {
    const file = files.get(path) ?? (path.startsWith('assets/') ? undefined : files.get('index.html'));
    if (!file) throw new Refusal('not_found', files.size === 0 ? notBuilt : 'No such path.');
    reply
      .header('Content-Security-Policy', contentSecurityPolicy)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Referrer-Policy', 'same-origin');
    return file.send(request, reply);
  };
  app.get('/console', async (request, reply) => answer('index.html', request, reply));
  app.get<{ Params: { '*': string } }>('/console/*', async (request, reply) =>
    answer(request.params['*'], request, reply),
  );
}

const notBuilt = 'The console was not built: run `npm run build`.';

/** By path. The name of an asset changes with its content, so that it may be kept for good. */
function filesIn(folder: string): Map<string, StaticFile> {
  const entries: Dirent[] = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const place = join(entry.parentPath, entry.name);
        const path = relative(folder, place);
        const mediaType = mediaTypes[extname(path)] ?? 'text/plain';
        const cacheControl = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
        return [path, new StaticFile(mediaType, () => readFile(place, 'utf8'), cacheControl)];
      }),
  );
}
