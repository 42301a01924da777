import { JobEvent } from '@platen/contract';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEvent } from './parse-event.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const event = {
  job_id: 'office-mfp/1042',
  type: 'print',
  state: 'completed',
  submitted_at: '2026-11-23T08:00:00Z',
  updated_at: '2026-11-23T08:00:19Z',
  processing_at: '2026-11-23T09:00:04.250+01:00',
  finished_at: '2026-11-23T08:00:19Z',
  reason: null,
  pages: 12,
  color_pages: 0,
  device: 'office-mfp',
  source: 'cups-01',
};

const ajv = new Ajv();
formats.default(ajv);
const fitsSchema = ajv.compile(JobEvent);

describe('reading an event', () => {
  it('takes the whole job, and null for what is left out', () => {
    expect(parseEvent(event, null, now)).toEqual({
      rejection: null,
      ignoredFields: 0,
      job: {
        source: 'cups-01',
        jobId: 'office-mfp/1042',
        submittedAt: Date.UTC(2026, 10, 23, 8),
        type: 'print',
        state: 'completed',
        updatedAt: Date.UTC(2026, 10, 23, 8, 0, 19),
        processingAt: Date.UTC(2026, 10, 23, 8, 0, 4, 250),
        finishedAt: Date.UTC(2026, 10, 23, 8, 0, 19),
        reason: null,
        pages: 12,
        colorPages: 0,
        sheets: null,
        copies: null,
        device: 'office-mfp',
      },
    });
  });

  it('takes the source of the request for an event that names none', () => {
    const { source: _, ...bare } = event;
    expect(parseEvent(bare, 'agent-7', now)).toMatchObject({ job: { source: 'agent-7' } });
    expect(parseEvent(event, 'agent-7', now)).toMatchObject({ job: { source: 'cups-01' } });
    expect(parseEvent(bare, null, now)).toMatchObject({ rejection: { code: 'invalid_event' } });
  });

  it('reads `canceled` as `cancelled`', () => {
    expect(parseEvent({ ...event, state: 'canceled' }, null, now)).toMatchObject({
      job: { state: 'cancelled' },
    });
  });

  it('ignores and counts fields that no event has, `__proto__` among them', () => {
    const text = JSON.stringify({ ...event, user: 'x', title: 'y' }).replace(
      '{',
      '{"__proto__":{"pages":9},',
    );
    const { pages: _, ...rest } = JSON.parse(text);
    expect(parseEvent(rest, null, now)).toMatchObject({ ignoredFields: 3, job: { pages: null } });
  });

  it('says that a time has no zone, with the value and the fix', () => {
    expect(parseEvent({ ...event, submitted_at: '2026-11-23T08:00:00' }, null, now)).toEqual({
      rejection: {
        code: 'invalid_event',
        message: 'submitted_at has no time zone: "2026-11-23T08:00:00".',
        fix: 'Add `Z` or an offset such as `+01:00`.',
      },
    });
  });

  it.each([
    ['a day that does not exist', { updated_at: '2026-02-29T08:00:00Z' }, 'invalid_event'],
    ['a date alone', { updated_at: '2026-11-23' }, 'invalid_event'],
    ['an end before the beginning', { finished_at: '2026-11-23T07:59:59Z' }, 'invalid_event'],
    ['a start before the beginning', { processing_at: '2026-11-23T07:59:59Z' }, 'invalid_event'],
    ['the last century', { submitted_at: '1999-12-31T23:59:59Z' }, 'time_out_of_range'],
    ['a day and a second ahead', { updated_at: '2026-11-24T12:00:01Z' }, 'time_out_of_range'],
    ['half a surrogate pair', { job_id: 'a\ud800' }, 'invalid_event'],
    ['half a surrogate pair as reason', { reason: '\udc00' }, 'invalid_event'],
    ['a control character', { device: 'a\u0000' }, 'invalid_event'],
    ['a name of no source', { source: '../x' }, 'invalid_event'],
    ['half a page', { pages: 0.5 }, 'invalid_event'],
    ['a number too large to be true', { sheets: 10_000_001 }, 'invalid_event'],
    ['no copies', { copies: 0 }, 'invalid_event'],
    ['a state of its own', { state: 'toString' }, 'invalid_event'],
    ['a long name', { device: 'x'.repeat(129) }, 'invalid_event'],
  ])('rejects %s', (_, change, code) => {
    const result = parseEvent({ ...event, ...change }, null, now);
    expect(result.rejection).toMatchObject({
      code,
      message: expect.stringMatching(/\.$/),
      fix: expect.stringMatching(/\.$/),
    });
  });

  it('takes what is just inside: an end at the beginning, a day ahead, 128 characters beyond the basic plane', () => {
    const inside = {
      ...event,
      processing_at: event.submitted_at,
      updated_at: '2026-11-24T12:00:00Z',
      device: '🖨'.repeat(128),
      reason: '',
    };
    expect(parseEvent(inside, null, now).rejection).toBeNull();
  });

  it.each([[null], [1], ['x'], [[event]], [undefined]])('rejects %j, which is no object', (value) => {
    expect(parseEvent(value, 'a', now)).toMatchObject({ rejection: { code: 'invalid_event' } });
  });

  it('rejects all that the schema refuses, and takes all that it accepts', () => {
    fc.assert(
      fc.property(fc.record(anyField, { requiredKeys: [] }), (change) => {
        // Half of the fields stay as they are, so that most events have one fault at most.
        const candidate = { ...event, ...change };
        expect(parseEvent(candidate, null, now).rejection === null, JSON.stringify(candidate)).toBe(
          fitsSchema(candidate),
        );
      }),
      { numRuns: 5000 },
    );
  });
});

/** For each field now a value that it may have, now one that it may not; nothing that only its meaning forbids. */
const odd = fc.constantFrom<unknown>(
  null,
  '',
  0,
  -1,
  1.5,
  1e300,
  true,
  [],
  {},
  'x',
  '2026-02-30T00:00:00Z',
  '08:00',
);
const line = (maxLength: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 }) },
    fc.constantFrom(
      'x'.repeat(maxLength),
      'x'.repeat(maxLength + 1),
      'ü\u007f',
      '🖨'.repeat(maxLength),
      'a\nb',
    ),
    odd,
  );
const moment = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .integer({ min: Date.parse('2026-11-23T08:00:00Z'), max: now })
      .map((ms) => new Date(ms).toISOString()),
  },
  fc.constantFrom('2026-11-23T09:10:00+01:00', '2026-11-23t09:10:00z', '2026-11-23T09:10:00', '2026-11-23'),
  odd,
);
const amount = fc.oneof({ weight: 6, arbitrary: fc.nat() }, fc.constantFrom(10_000_000, 10_000_001, -0), odd);
const anyField = {
  job_id: line(256),
  type: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('print', 'scan', 'copy', 'fax') }, odd),
  state: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('pending', 'held', 'processing', 'stopped', 'canceled', 'failed'),
    },
    odd,
  ),
  updated_at: moment,
  processing_at: moment,
  finished_at: moment,
  reason: fc.oneof(fc.constantFrom('job-canceled-by-user', 'x'.repeat(128), 'x'.repeat(129)), odd),
  pages: amount,
  color_pages: amount,
  sheets: amount,
  copies: amount,
  device: line(128),
  source: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('a', '0._-', 'x'.repeat(64)) },
    fc.constant('x'.repeat(65)),
    odd,
  ),
  unknown_field: odd,
};
