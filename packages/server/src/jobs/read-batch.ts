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
  const lines = linesOf(body);
  refuseTooMany(lines.reduce((count, line) => count + Number(!isBlank(line)), 0));
  const events: { index: number; value: unknown }[] = [];
  const rejected: Rejection[] = [];
  for (const [index, line] of lines.entries()) {
    if (isBlank(line)) continue;
    const rejection = line === undefined ? notUtf8(index) : readLine(index, line, events);
    if (rejection) rejected.push(rejection);
  }
  return { events, rejected };
}

/** Adds the line's event to `events`, or answers why not. */
function readLine(
  index: number,
  line: string,
  events: { index: number; value: unknown }[],
): Rejection | undefined {
  if (line.length > maxLineBytes / 3 && Buffer.byteLength(line) > maxLineBytes) return tooLarge(index);
  const result = parseStrictJson(line);
  if (result.problem === 'duplicate_key') return duplicateKey(index, result.message);
  if (result.problem !== null) return invalidJson(index, result.message);
  events.push({ index, value: result.value });
  return undefined;
}

/** The lines as text; undefined for one that is not UTF-8. A byte order mark at the beginning is no part of them. */
function linesOf(body: Uint8Array): (string | undefined)[] {
  const text = decode(body);
  if (text !== undefined) return text.split('\n');
  const lines: (string | undefined)[] = [];
  for (let start = 0; start <= body.length; ) {
    const newline = body.indexOf(0x0a, start);
    const end = newline < 0 ? body.length : newline;
    lines.push(decode(body.subarray(start, end)));
    start = end + 1;
  }
  return lines;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isBlank(line: string | undefined): boolean {
  return line !== undefined && /^[ \t\r]*$/.test(line);
}

function refuseTooMany(count: number): void {
  if (count <= maxEventsPerRequest) return;
  throw new Refusal(
    'body_too_large',
    `The body has ${count} events; a request may have ${maxEventsPerRequest}. Nothing was stored.`,
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
