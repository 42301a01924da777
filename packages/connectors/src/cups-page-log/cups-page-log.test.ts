import { Refusal } from '@platen/contract';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhole } from '../testing/read.ts';
import { cupsPageLog } from './cups-page-log.ts';

const usual = {
  printer: 'null-ps',
  user: 'mira',
  id: 7,
  time: '23/Nov/2026:08:15:02 +0000',
  counted: 'total 4',
  billing: '-',
  host: 'localhost',
  title: 'minutes.pdf',
  media: '-',
  sides: '-',
};

/** A line as CUPS writes it under the usual format: nothing quoted, an empty value as nothing. */
function line(over: Partial<typeof usual> = {}): string {
  const v = { ...usual, ...over };
  return `${v.printer} ${v.user} ${v.id} [${v.time}] ${v.counted} ${v.billing} ${v.host} ${v.title} ${v.media} ${v.sides}`;
}

const log = (...lines: string[]) => lines.map((text) => `${text}\n`).join('');
const read = cupsPageLog.open({});
const eventsOf = async (...lines: string[]) => {
  const { events, faults } = await readWhole(read, log(...lines));
  expect(faults).toEqual([]);
  return events;
};
const at = (time: string, day = 23) => `${day}/Nov/2026:${time} +0000`;

describe('what a line tells', () => {
  it('is a print job that was let through, with all its pages', async () => {
    expect(await eventsOf(line())).toEqual([
      {
        job_id: 'null-ps/7',
        type: 'print',
        state: 'completed',
        submitted_at: '2026-11-23T08:15:02Z',
        updated_at: '2026-11-23T08:15:02Z',
        pages: 4,
        device: 'null-ps',
      },
    ]);
  });

  it.each([
    ['spaces and commas', { title: 'Report "Q3", total 12 - final' }],
    ['umlauts and many spaces', { title: 'Größe  zwei   Leer' }],
    ['spaces at its ends', { title: ' leading and trailing ' }],
    ['nothing', { title: '' }],
    ['the look of a line', { title: '[24/Nov/2026:09:00:00 +0000] total 99 - localhost x - one-sided' }],
    ['a tab', { title: 'tab\there' }],
    ['digits', { title: '9 9 9', billing: '' }],
  ])('is read when the title has %s', async (_, over) => {
    expect(await eventsOf(line(over))).toMatchObject([{ pages: 4, submitted_at: '2026-11-23T08:15:02Z' }]);
    expect(await eventsOf(line({ ...over, sides: 'one-sided', media: 'A4' }))).toMatchObject([{ sheets: 4 }]);
  });

  it.each(['DOMAIN\\alice', 'anna lena', '-', '12 34'])('is read when the user is %s', async (user) => {
    const [event] = await eventsOf(line({ user }));
    expect(event).toMatchObject({ job_id: 'null-ps/7', pages: 4 });
  });

  it('never names the user, the title, the host or the billing code', async () => {
    const events = await eventsOf(
      line({ user: 'secretive', title: 'Dismissal', host: '10.9.8.7', billing: 'C17' }),
    );
    expect(JSON.stringify(events)).not.toMatch(/secretive|Dismissal|10\.9\.8\.7|C17/);
  });

  it('keeps sheets unknown unless one-sided printing was asked for', async () => {
    for (const sides of ['-', '', 'two-sided-long-edge']) {
      expect((await eventsOf(line({ sides })))[0]).not.toHaveProperty('sheets');
    }
  });

  it('keeps pages unknown when nothing was counted', async () => {
    expect((await eventsOf(line({ counted: 'total 0' })))[0]).not.toHaveProperty('pages');
  });

  it('has its time in any offset, with microseconds where CUPS logs them', async () => {
    const [event] = await eventsOf(line({ time: '23/Nov/2026:08:15:02.460554 +0530' }));
    expect(event?.submitted_at).toBe('2026-11-23T02:45:02.460Z');
  });
});

describe('several lines of one job', () => {
  it('are one job with its last total when it was printed again', async () => {
    const events = await eventsOf(
      line({ time: at('08:00:00'), counted: 'total 21' }),
      line({ id: 8 }),
      line({ time: at('09:30:00'), counted: 'total 42' }),
    );
    expect(events).toHaveLength(2);
    expect(events).toContainEqual(
      expect.objectContaining({
        job_id: 'null-ps/7',
        submitted_at: '2026-11-23T08:00:00Z',
        updated_at: '2026-11-23T09:30:00Z',
        pages: 42,
      }),
    );
  });

  it('add up where CUPS logs a line a page', async () => {
    const pages = ['1 2', '2 2', '3 2'].map((counted) => line({ counted }));
    expect(await eventsOf(...pages)).toMatchObject([{ pages: 6 }]);
  });

  it('are not counted twice where CUPS logs each page and totals besides', async () => {
    const both = ['1 1', 'total 1', '2 1', 'total 3', '3 1', 'total 3'].map((counted) => line({ counted }));
    expect(await eventsOf(...both)).toMatchObject([{ pages: 3 }]);
  });

  it('keep the pages that were counted before a try that failed', async () => {
    const events = await eventsOf(
      line({ counted: 'total 4' }),
      line({ time: at('09:00:00'), counted: 'total 0' }),
    );
    expect(events).toMatchObject([{ pages: 4, updated_at: '2026-11-23T09:00:00Z' }]);
  });

  it('are two jobs when a day lies between them, for ids restart', async () => {
    const events = await eventsOf(line({ time: at('08:00:00') }), line({ time: at('08:00:01', 24) }));
    expect(events.map((event) => event.submitted_at)).toEqual([
      '2026-11-23T08:00:00Z',
      '2026-11-24T08:00:01Z',
    ]);
  });

  it('are two jobs when they are of two users, for ids restart', async () => {
    expect(await eventsOf(line(), line({ user: 'noor', time: at('08:20:00') }))).toHaveLength(2);
  });

  it('are two jobs when they are of two printers', async () => {
    expect(await eventsOf(line(), line({ printer: 'lab' }))).toHaveLength(2);
  });

  it('only correct the job upward when the log is read again as it grows', async () => {
    const first = line({ time: at('08:00:00'), counted: 'total 3' });
    const [before] = await eventsOf(first);
    const [after] = await eventsOf(first, line({ time: at('08:05:00'), counted: 'total 9' }));
    expect(after).toMatchObject({ job_id: before?.job_id, submitted_at: before?.submitted_at, pages: 9 });
    expect(Date.parse(after?.updated_at ?? '')).toBeGreaterThan(Date.parse(before?.updated_at ?? ''));
  });

  it('are handed out once no more can follow, so that a long log needs little memory', async () => {
    const { readings } = await readWhole(
      read,
      log(line(), line({ id: 8, time: at('08:15:03', 24) }), line({ id: 9, time: at('09:00:00', 24) })),
    );
    const [oldest, , newest] = readings.flatMap((reading) => ('event' in reading ? [reading] : []));
    expect(oldest).toMatchObject({ line: 1, event: { job_id: 'null-ps/7' } });
    expect(oldest?.bytesRead).toBeLessThan(newest?.bytesRead ?? 0);
  });
});

describe('a format of one’s own', () => {
  const withTimes = '%p %j %T %P %C %{time-at-creation} %{time-at-processing} "%{job-name}" %{sides}';
  const own = cupsPageLog.open({ format: withTimes });

  it('tells submission and processing, the same wherever the log was rotated', async () => {
    const created = Date.parse('2026-11-23T08:00:00Z') / 1000;
    const older = `lab 3 [${at('08:00:09')}] total 5 ${created} ${created + 4} "a b" one-sided\n`;
    const newer = `lab 3 [${at('11:00:09')}] total 10 ${created} ${created + 4} "a b" one-sided\n`;
    const { events } = await readWhole(own, older);
    expect(events).toMatchObject([
      {
        submitted_at: '2026-11-23T08:00:00Z',
        processing_at: '2026-11-23T08:00:04Z',
        finished_at: '2026-11-23T08:00:09Z',
        pages: 5,
      },
    ]);
    const { events: later } = await readWhole(own, newer);
    expect(later).toMatchObject([{ job_id: 'lab/3', submitted_at: '2026-11-23T08:00:00Z', pages: 10 }]);
  });

  it('is read with percent signs, brackets and repeated directives in it', async () => {
    const odd = cupsPageLog.open({ format: '(%j%%) %p|%p|%u|%{job-billing}|%{job-name}|%T|%P|%C' });
    const { events } = await readWhole(odd, `(7%) lab|lab|mira|-|a|b|[${at('08:15:02')}]|total|4\n`);
    expect(events).toMatchObject([{ job_id: 'lab/7', pages: 4 }]);
  });

  it.each([
    ['%p %u %j %P %C', '`%T`'],
    ['%p %u %j %T %P', '`%C`'],
    ['%p %j %T %P %C %Z', '`%Z`'],
    ['%p %j %T %P %C %{job-name', '`%{`'],
    ['%p %j %T %P %C %', '`%`'],
    ['%p %j %T %P%C', '`%C`'],
    ['', '`%p`'],
  ])('is refused when it is "%s", naming %s', (format, named) => {
    expect(() => cupsPageLog.open({ format })).toThrow(Refusal);
    expect(() => cupsPageLog.open({ format })).toThrow(named);
  });
});

describe('bad lines', () => {
  it.each([
    ['no form', 'in title - -', 'form of the format'],
    ['a day that is not', line({ time: '31/Nov/2026:08:15:02 +0000' }), 'no such time'],
    ['a month that is not', line({ time: '30/Nix/2026:08:15:02 +0000' }), 'no such time'],
    ['more pages than anyone prints', line({ counted: 'total 4294967295' }), 'too many'],
  ])('with %s are passed over with the line and the reason', async (_, bad, reason) => {
    const { events, faults } = await readWhole(read, log(line(), '', bad, line({ id: 8 })));
    expect(events).toHaveLength(2);
    expect(faults).toMatchObject([{ line: 3, text: expect.stringContaining(bad.slice(0, 20)) }]);
    expect(faults[0]?.reason).toContain(reason);
  });

  it('are the rest of a title with a line break, whose job is counted all the same', async () => {
    const { events, faults } = await readWhole(read, log(line({ title: 'one\ntwo words' }), line({ id: 8 })));
    expect(events).toMatchObject([{ job_id: 'null-ps/7', pages: 4 }, { job_id: 'null-ps/8' }]);
    expect(faults).toMatchObject([{ line: 2, fix: expect.stringContaining('line break') }]);
  });

  it('are not made of a line that is still being written', async () => {
    const { events, faults } = await readWhole(
      read,
      log(line()) + line({ id: 8, counted: 'total 12' }).slice(0, 50),
    );
    expect(events).toHaveLength(1);
    expect(faults).toMatchObject([{ line: 2, reason: expect.stringContaining('no end') }]);
  });

  it('before the first good one are told too', async () => {
    const { events, faults } = await readWhole(read, log('rest of a title - -', line()));
    expect([events.length, faults.length]).toEqual([1, 1]);
  });

  it.each([
    ['another log', 'Nov 23 08:15:02 host cupsd[12]: started\n'],
    ['a long one of another form', 'x y z\n'.repeat(1000)],
  ])('are not listed one by one for %s: it is refused as a whole', async (_, content) => {
    await expect(readWhole(read, content)).rejects.toThrow(Refusal);
    await expect(readWhole(read, content)).rejects.toThrow('not a page_log of this format');
  });

  it('are none in an empty log', async () => {
    expect((await readWhole(read, '')).readings).toEqual([]);
  });
});

describe('any lines', () => {
  const anyLine = fc
    .record({
      printer: fc.constantFrom('null-ps', 'office-mfp'),
      user: fc.constantFrom('mira', 'anna lena', 'DOMAIN\\ole'),
      id: fc.integer({ min: 1, max: 4 }),
      time: fc.constantFrom(at('08:00:00'), at('08:00:00', 24), at('08:00:01', 25)),
      counted: fc.oneof(
        fc.nat(50).map((n) => `total ${n}`),
        fc.nat(9).map((n) => `${n} 1`),
      ),
      title: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/gu, ' ')),
      sides: fc.constantFrom('-', '', 'one-sided', 'two-sided-short-edge'),
    })
    .map(line);

  it('give the same readings however their bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(anyLine, fc.constant('bad line'))),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (lines, sizes) => {
          const content = log(line(), ...lines);
          const whole = await readWhole(read, content);
          expect((await readWhole(read, content, sizes)).readings).toEqual(whole.readings);
          expect(whole.faults).toHaveLength(lines.filter((text) => text === 'bad line').length);
        },
      ),
    );
  });
});
