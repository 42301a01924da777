import { type JobState, type JobType, jobStates, jobTypes, type RejectionCode } from '@platen/contract';
import { dayMs, parseInstant } from '../kit/instant.ts';
import type { Job } from './job.ts';

/** Why an event was not taken, and what to do about it. */
export interface EventRejection {
  readonly code: RejectionCode;
  readonly message: string;
  readonly fix: string;
}

export type ParsedEvent =
  | { readonly rejection: null; readonly job: Job; readonly ignoredFields: number }
  | { readonly rejection: EventRejection };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one event. It takes what the schema `JobEvent` takes (a property test holds the two together), by hand because
 * every event passes here: and then refuses what cannot be meant, such as an end before the beginning.
 * `defaultSource` is the source of events that name none.
 */
export function parseEvent(value: unknown, defaultSource: string | null, nowMs: number): ParsedEvent {
  try {
    const fields = readFields(value);
    const job = readJob(fields, defaultSource, nowMs);
    return { rejection: null, job, ignoredFields: countIgnored(fields) };
  } catch (error) {
    if (error instanceof Unfit) return { rejection: error.rejection };
    throw error;
  }
}

class Unfit extends Error {
  readonly rejection: EventRejection;

  constructor(message: string, fix: string, code: RejectionCode = 'invalid_event') {
    super(message);
    this.rejection = { code, message, fix };
  }
}

function readFields(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Unfit(`The event is not an object: ${shown(value)}.`, 'Send one JSON object for each event.');
}

function readJob(fields: Fields, defaultSource: string | null, nowMs: number): Job {
  const submittedAt = readInstant(fields, 'submitted_at', nowMs);
  return {
    source: readSource(fields, defaultSource),
    jobId: readLine(fields, 'job_id', 256),
    submittedAt,
    type: readType(fields),
    state: readState(fields),
    updatedAt: readInstant(fields, 'updated_at', nowMs),
    processingAt: readLaterInstant(fields, 'processing_at', nowMs, submittedAt),
    finishedAt: readLaterInstant(fields, 'finished_at', nowMs, submittedAt),
    reason: isUnknown(fields.reason) ? null : readText(fields, 'reason', 0, 128),
    pages: readAmount(fields, 'pages', 0),
    colorPages: readAmount(fields, 'color_pages', 0),
    sheets: readAmount(fields, 'sheets', 0),
    copies: readAmount(fields, 'copies', 1),
    device: isUnknown(fields.device) ? null : readLine(fields, 'device', 128),
  };
}

const known = new Set([
  'job_id',
  'type',
  'state',
  'submitted_at',
  'updated_at',
  'processing_at',
  'finished_at',
  'reason',
  'pages',
  'color_pages',
  'sheets',
  'copies',
  'device',
  'source',
]);

function countIgnored(fields: Fields): number {
  let ignored = 0;
  for (const name of Object.keys(fields)) if (!known.has(name)) ignored++;
  return ignored;
}

/** The moments an event may speak of: what lies outside comes from a clock that was never set. */
const earliestMs = Date.UTC(2000, 0, 1);
const latestAheadMs = dayMs;

function readInstant(fields: Fields, name: string, nowMs: number): number {
  const text = fields[name];
  if (typeof text !== 'string')
    throw wrongType(fields, name, 'Send RFC 3339, such as `2026-11-23T08:00:00Z`.');
  const ms = instantOf(text);
  if (ms === undefined) throw notAnInstant(name, text);
  if (ms < earliestMs || ms > nowMs + latestAheadMs) {
    const [what, fix] =
      ms < earliestMs
        ? ['before the year 2000', 'Leave out a time that is not known.']
        : ['more than 24 hours in the future', 'Set the clock of what sends this, and check the offset.'];
    throw new Unfit(`${name} is ${what}: ${shown(text)}.`, fix, 'time_out_of_range');
  }
  return ms;
}

/** How most senders write most instants. `Date.parse` is right about these (any month has 28 days) and 5 times as fast. */
const plainUtc =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

function instantOf(text: string): number | undefined {
  return plainUtc.test(text) ? Date.parse(text) : parseInstant(text);
}

function notAnInstant(name: string, text: string): Unfit {
  return parseInstant(`${text}Z`) === undefined
    ? new Unfit(
        `${name} is not a moment in RFC 3339: ${shown(text)}.`,
        'Send a date and time that exist, such as `2026-11-23T08:00:00Z`.',
      )
    : new Unfit(`${name} has no time zone: ${shown(text)}.`, 'Add `Z` or an offset such as `+01:00`.');
}

function readLaterInstant(fields: Fields, name: string, nowMs: number, submittedAt: number): number | null {
  if (isUnknown(fields[name])) return null;
  const ms = readInstant(fields, name, nowMs);
  if (ms >= submittedAt) return ms;
  throw new Unfit(
    `${name} is before submitted_at: ${shown(fields[name])}.`,
    'Take both times from one clock, with their right offsets.',
  );
}

const sourceId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

function readSource(fields: Fields, defaultSource: string | null): string {
  const source = fields.source;
  if (source === undefined && defaultSource !== null) return defaultSource;
  if (source === undefined) {
    throw new Unfit('The event names no source.', 'Add `source` to the event, or `?source=` to the URL.');
  }
  if (typeof source === 'string' && sourceId.test(source)) return source;
  throw new Unfit(
    `source is not a name of a source: ${shown(source)}.`,
    'Use up to 64 letters, digits, `.`, `_` and `-`, beginning with a letter or digit.',
  );
}

const types: ReadonlyMap<unknown, JobType> = new Map(jobTypes.map((type) => [type, type]));

function readType(fields: Fields): JobType {
  const type = types.get(fields.type);
  if (type === undefined) throw wrongType(fields, 'type', `Use one of ${jobTypes.join(', ')}.`);
  return type;
}

const states: ReadonlyMap<unknown, JobState> = new Map<unknown, JobState>([
  ...jobStates.map((state) => [state, state] as const),
  ['canceled', 'cancelled'],
]);

function readState(fields: Fields): JobState {
  const state = states.get(fields.state);
  if (state === undefined) throw wrongType(fields, 'state', `Use one of ${jobStates.join(', ')}.`);
  return state;
}

function readLine(fields: Fields, name: string, maxLength: number): string {
  return readText(fields, name, 1, maxLength);
}

/** Whatever is neither printable ASCII nor beyond ASCII: control characters. */
const control = /[^ -~\u0080-\uffff]/;

/** Lengths are in characters (code points), as JSON Schema counts them. */
function readText(fields: Fields, name: string, minLength: number, maxLength: number): string {
  const text = fields[name];
  const fix = `Send one line of ${minLength === 0 ? 'up' : `${minLength}`} to ${maxLength} characters.`;
  if (typeof text !== 'string') throw wrongType(fields, name, fix);
  if (text.length < minLength || isLonger(text, maxLength)) {
    throw new Unfit(`${name} is empty or too long: ${shown(text)}.`, fix);
  }
  if (control.test(text) || !text.isWellFormed()) {
    throw new Unfit(
      `${name} has characters that are not text: ${shown(text)}.`,
      'Send one line of Unicode text, without control characters or halves of surrogate pairs.',
    );
  }
  return text;
}

function isLonger(text: string, maxLength: number): boolean {
  return text.length > maxLength && (text.length > 2 * maxLength || [...text].length > maxLength);
}

const maxAmount = 10_000_000;

function readAmount(fields: Fields, name: string, minimum: number): number | null {
  const amount = fields[name];
  if (isUnknown(amount)) return null;
  if (typeof amount === 'number' && Number.isInteger(amount) && amount >= minimum && amount <= maxAmount) {
    // A sender may write -0, which is less than 0 to some comparisons and equal to others.
    return amount + 0;
  }
  throw wrongType(fields, name, `Send a whole number from ${minimum} to ${maxAmount}, or leave it out.`);
}

function isUnknown(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function wrongType(fields: Fields, name: string, fix: string): Unfit {
  const value = fields[name];
  return value === undefined
    ? new Unfit(`${name} is missing.`, fix)
    : new Unfit(`${name} cannot be ${shown(value)}.`, fix);
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value).toWellFormed();
  return text.length > 60 ? `${text.slice(0, 57).toWellFormed()}...` : text;
}
