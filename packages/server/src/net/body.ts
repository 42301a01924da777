import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { FetchFailure } from './failure.ts';

const unpack = promisify(gunzip);

/** Reads a body as UTF-8, and stops at the first byte over the limit, of what is sent and of what that unpacks to. */
export async function readBody(
  body: AsyncIterable<Buffer>,
  encoding: string | undefined,
  mostBytes: number,
): Promise<string> {
  const sent = await readBytes(body, mostBytes);
  const bytes = encoding === undefined ? sent : await unpacked(sent, encoding, mostBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FetchFailure('sent something that is not UTF-8', { cause });
  }
}

async function readBytes(body: AsyncIterable<Buffer>, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function unpacked(sent: Buffer, encoding: string, mostBytes: number): Promise<Buffer> {
  if (encoding === 'identity') return sent;
  if (!/^(x-)?gzip$/i.test(encoding)) throw new FetchFailure('sent a body that is packed unasked');
  try {
    return await unpack(sent, { maxOutputLength: mostBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(mostBytes);
    throw new FetchFailure('sent a body that cannot be unpacked', { cause });
  }
}

function tooLarge(mostBytes: number): FetchFailure {
  return new FetchFailure(`sent more than ${mostBytes / 1024 / 1024} MiB`);
}
