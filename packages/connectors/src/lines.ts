import type { Complaint, ReadFault } from './reading.ts';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Bytes of the source up to the end of the line. */
  readonly bytesRead: number;
  /** False for a last line that no line feed ends: it may still be being written. */
  readonly ended: boolean;
  /** True when the line was longer than `maxLineBytes`: `text` is its beginning. */
  readonly cut: boolean;
}

/** No log read here writes lines nearly as long; a longer one would only fill the memory. */
export const maxLineBytes = 64 * 1024;

const excerptLength = 120;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Cuts bytes into lines that end in LF or CR LF, and decodes each. */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  fallbackEncoding: string,
): AsyncGenerator<Line, void, undefined> {
  const decode = lineDecoder(fallbackEncoding);
  const held = new HeldLine();
  let number = 0;
  let bytesRead = 0;

  const finish = (ended: boolean): Line => {
    number++;
    const { line, cut } = held.take();
    return { number, text: decode(line), bytesRead, ended, cut };
  };

  for await (const chunk of bytes) {
    let start = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, start)) {
      held.add(chunk.subarray(start, at));
      bytesRead += at + 1 - start;
      yield finish(true);
      start = at + 1;
    }
    held.add(chunk.subarray(start));
    bytesRead += chunk.length - start;
  }
  if (!held.isEmpty) yield finish(false);
}

/** Why a line is not even looked at. A row cut short can look like a whole one, so an unended line is never read. */
export function flawOf(line: Line): Complaint | undefined {
  if (line.cut)
    return { reason: 'The line is longer than 64 KiB.', fix: 'Check that the file is not damaged.' };
  if (line.ended) return undefined;
  return {
    reason: 'The last line has no end: it may still be being written.',
    fix: 'Import the file again later; if the line is complete, end it with a line feed.',
  };
}

/** The line as something that was passed over. */
export function unreadable(line: Line, complaint: Complaint): ReadFault {
  const text =
    line.text.length > excerptLength ? `${line.text.slice(0, excerptLength).toWellFormed()}…` : line.text;
  return { unreadable: { line: line.number, text, ...complaint } };
}

/** The parts of a line that came in several chunks. */
class HeldLine {
  #parts: Uint8Array[] = [];
  #length = 0;
  #cut = false;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(part: Uint8Array): void {
    const room = maxLineBytes - this.#length;
    if (part.length > room) this.#cut = true;
    if (part.length === 0 || room === 0) return;
    const kept = part.subarray(0, room);
    // A copy: the chunk belongs to its sender, who may use it again.
    this.#parts.push(new Uint8Array(kept));
    this.#length += kept.length;
  }

  take(): { line: Uint8Array; cut: boolean } {
    const whole = new Uint8Array(this.#length);
    let filled = 0;
    for (const part of this.#parts) {
      whole.set(part, filled);
      filled += part.length;
    }
    const line = whole.at(-1) === carriageReturn ? whole.subarray(0, -1) : whole;
    const taken = { line, cut: this.#cut };
    this.#parts = [];
    this.#length = 0;
    this.#cut = false;
    return taken;
  }
}

/**
 * UTF-8 where the line is valid UTF-8 (a byte order mark is dropped), the fallback where it is not. Deciding line by
 * line needs no look ahead, and a file that changed its encoding halfway is still read right.
 */
function lineDecoder(fallbackEncoding: string): (line: Uint8Array) => string {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const fallback = new TextDecoder(fallbackEncoding);
  return (line) => {
    try {
      return utf8.decode(line);
    } catch {
      return fallback.decode(line);
    }
  };
}
