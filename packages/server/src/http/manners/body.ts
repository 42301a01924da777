import { Refusal } from '@platen/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseStrictJson } from '../../kit/strict-json.ts';

export const mostBodyBytes = 256 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, where there was one. */
    rawBody: Buffer | undefined;
  }
}

/** Reads JSON bodies strictly: whole Unicode in UTF-8, no key twice in an object, no bottomless nesting. */
export function readJsonBodies(app: FastifyInstance): void {
  app.decorateRequest('rawBody', undefined);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: mostBodyBytes },
    async (request: FastifyRequest, body: Buffer) => {
      refuseEncoding(request);
      // Many say with every request that they send JSON, and then send nothing where nothing is wanted.
      if (body.length === 0 && !request.routeOptions.schema?.body) return undefined;
      request.rawBody = body;
      return parseBody(body);
    },
  );
}

export function refuseEncoding(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return;
  throw new Refusal('unsupported_media_type', 'The body must come uncompressed, without Content-Encoding.');
}

function parseBody(bytes: Buffer): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Refusal('invalid_json', 'The body is not UTF-8.');
  }
  const parsed = parseStrictJson(text);
  if (parsed.problem !== null)
    throw new Refusal('invalid_json', `The body could not be read: ${parsed.message}.`);
  if (!isWholeUnicode(parsed.value))
    throw new Refusal('invalid_json', 'The body has half of a surrogate pair in a text.');
  return parsed.value;
}

/** Half of a surrogate pair can be written in JSON, by its escape, but not be kept as UTF-8. */
function isWholeUnicode(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && isWholeUnicode(item));
}
