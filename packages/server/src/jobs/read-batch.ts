import { maxEventsPerRequest, Refusal, type Rejection } from '@platen/contract';
import { duplicateMessage, parseStrictJson } from '../kit/strict-json.ts';

/** The events of a request as values, each with its place, and those that could not even be read. */
export interface EventBatch {
  readonly events: readonly { readonly index: number; readonly value: unknown }[];
  readonly rejected: readonly Rejection[];
}

const maxLineBytes = 64 * 1024;

/**
 * Reads a JSON document: one event or an array of them. An event with a key that stands twice is rejected alone; a
 * document that is broken is refused as a whole (`invalid_json`), for nobody can say where its events end.
 */
export function readJsonBatch(body: Uint8Array): EventBatch {
  const text = decode(body);
  if (text === undefined) throw new Refusal('invalid_json', 'The body is not valid UTF-8.');
  const result = parseStrictJson(text);
  if (result.problem === 'syntax' || result.problem === 'too_deep') {
    throw new Refusal('invalid_json', `The body could not be read: ${result.message}.`);
  }
  const values = Array.isArray(result.value) ? result.value : [result.value];
  refuseTooMany(values.length);
  if (result.problem === null) {
    return { events: values.map((value, index) => ({ index, value })), rejected: [] };
  }
  const rejected = new Map<number, Rejection>();
  for (const path of result.duplicates) {
    const index = Array.isArray(result.value) ? Number(path[0]) : 0;
    if (!rejected.has(index)) rejected.set(index, duplicateKey(index, duplicateMessage(path)));
  }
  const events = values.map((value, index) => ({ index, value })).filter(({ index }) => !rejected.has(index));
  return { events, rejected: [...rejected.values()] };
}

/** Reads a line for each event; empty lines are passed over. A line that cannot be read is rejected alone. */
export function readNdjsonBatch(body: Uint8Array): EventBatch {
  const events: { index: number; value: unknown }[] = [];
  const rejected: Rejection[] = [];
  for (const { index, line } of linesOf(body)) {
    const read = line === undefined ? notUtf8(index) : readLine(index, line);
    if ('code' in read) rejected.push(read);
    else events.push(read);
    refuseTooMany(events.length + rejected.length);
  }
  return { events, rejected };
}

function readLine(index: number, line: string): Rejection | { index: number; value: unknown } {
  if (line.length > maxLineBytes / 3 && Buffer.byteLength(line) > maxLineBytes) return tooLarge(index);
  const result = parseStrictJson(line);
  if (result.problem === 'duplicate_key') return duplicateKey(index, result.message);
  if (result.problem !== null) return invalidJson(index, result.message);
  return { index, value: result.value };
}

/**
 * The lines that are not empty, with their places; undefined for one that is not UTF-8. One at a time, since a body may
 * be millions of line breaks.
 */
function* linesOf(body: Uint8Array): Generator<{ index: number; line: string | undefined }> {
  const text = decode(body);
  const whole = text ?? body;
  const newlineAfter = (start: number) =>
    text === undefined ? body.indexOf(newline, start) : text.indexOf('\n', start);
  for (let start = 0, index = 0; start < whole.length; index++) {
    const found = newlineAfter(start);
    const end = found < 0 ? whole.length : found;
    if (end > start) {
      const line = text === undefined ? decode(body.subarray(start, end)) : text.slice(start, end);
      if (line === undefined || !blank.test(line)) yield { index, line };
    }
    start = end + 1;
  }
}

const newline = 0x0a;
const blank = /^[ \t\r]*$/;

/** A byte order mark at the beginning is no part of the text. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuseTooMany(count: number): void {
  if (count <= maxEventsPerRequest) return;
  throw new Refusal(
    'body_too_large',
    `The body has more than ${maxEventsPerRequest} events. Nothing was stored.`,
  );
}

function notUtf8(index: number): Rejection {
  return { index, code: 'invalid_json', message: 'The line is not valid UTF-8.', fix: 'Encode it as UTF-8.' };
}

function invalidJson(index: number, problem: string): Rejection {
  const message = `The line could not be read: ${problem}.`;
  return { index, code: 'invalid_json', message, fix: 'Send one valid JSON object on each line.' };
}

function duplicateKey(index: number, problem: string): Rejection {
  const message = `The event means two things: ${problem}.`;
  return { index, code: 'duplicate_key', message, fix: 'Name every key once.' };
}

function tooLarge(index: number): Rejection {
  const message = `The line is longer than ${maxLineBytes} bytes.`;
  return { index, code: 'too_large', message, fix: 'Leave out what is no field of an event.' };
}
