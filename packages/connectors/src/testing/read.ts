import type { JobEvent } from '@platen/contract';
import type { Read, Reading, Unreadable } from '../reading.ts';

export interface Whole {
  readonly readings: readonly Reading[];
  readonly events: readonly JobEvent[];
  readonly faults: readonly Unreadable[];
}

/** Reads a text, as UTF-8, or bytes to their end. */
export async function readWhole(
  read: Read,
  content: string | Uint8Array,
  chunkSizes?: number[],
): Promise<Whole> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const readings = await listOf(read(chunked(bytes, chunkSizes)));
  return {
    readings,
    events: readings.flatMap((reading) => ('event' in reading ? [reading.event] : [])),
    faults: readings.flatMap((reading) => ('unreadable' in reading ? [reading.unreadable] : [])),
  };
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The bytes cut into chunks of these sizes, over and over; every chunk is overwritten once it was used. */
export async function* chunked(bytes: Uint8Array, sizes: number[] = [65_536]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const chunk = bytes.slice(at, at + Math.max(1, sizes[turn % sizes.length] ?? 1));
    at += chunk.length;
    yield chunk;
    chunk.fill(0);
  }
}

/** Windows-1252, which agrees with Latin-1 in what the tests use, but for the euro sign. */
export function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0)));
}
