import { Refusal } from '@platen/contract';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhole, windows1252 } from '../testing/read.ts';
import { printLogger } from './print-logger.ts';

const banner = 'PaperCut Print Logger - http://www.papercut.com/';
const header =
  'Time,User,Pages,Copies,Printer,Document Name,Client,Paper Size,Language,Height,Width,Duplex,Grayscale,Size';

const usual = {
  time: '2026-11-23 08:15:02',
  user: 'mira',
  pages: '3',
  copies: '2',
  printer: 'HP-MFT01',
  title: '"Minutes - Notepad"',
  client: 'LAPTOP07',
  duplex: 'NOT DUPLEX',
  grayscale: 'NOT GRAYSCALE',
  size: '45kb',
};

function row(over: Partial<typeof usual> = {}): string {
  const v = { ...usual, ...over };
  return `${v.time},${v.user},${v.pages},${v.copies},${v.printer},${v.title},${v.client},A4,PCL6,,,${v.duplex},${v.grayscale},${v.size},`;
}

const file = (...rows: string[]) => `${[banner, header, ...rows].join('\r\n')}\r\n`;
const inZone = (time_zone: string) => printLogger.open({ time_zone });
const read = inZone('Europe/Paris');
const only = async (line: string) => {
  const { events, faults } = await readWhole(read, file(line));
  expect(faults).toEqual([]);
  expect(events).toHaveLength(1);
  return events[0];
};

describe('what a row tells', () => {
  it('is a completed print job at its local time, with the pages of all copies', async () => {
    expect(await only(row())).toEqual({
      job_id: expect.stringMatching(/^[0-9a-f]{32}\/1$/),
      type: 'print',
      state: 'completed',
      submitted_at: '2026-11-23T07:15:02Z',
      updated_at: '2026-11-23T07:15:02Z',
      pages: 6,
      copies: 2,
      sheets: 6,
      device: 'HP-MFT01',
    });
  });

  it('has half the sheets when it is duplex, each copy beginning on a sheet of its own', async () => {
    expect(await only(row({ duplex: 'DUPLEX', pages: '3', copies: '2' }))).toMatchObject({
      pages: 6,
      sheets: 4,
    });
  });

  it('has no colour pages when it was forced to gray, and unknown ones when it was not', async () => {
    expect(await only(row({ grayscale: 'GRAYSCALE' }))).toHaveProperty('color_pages', 0);
    expect(await only(row())).not.toHaveProperty('color_pages');
  });

  it('never names the user, the title or the client', async () => {
    const event = await only(row({ user: 'secretive', title: '"Dismissal of K."', client: '[fe80::1]' }));
    expect(JSON.stringify(event)).not.toMatch(/secretive|Dismissal|fe80/);
  });

  it.each([
    ['commas', '"Budget, final, v2"'],
    ['doubled quotation marks', '"The ""new"" plan, again"'],
    ['quotation marks left as they are', '"The "new" plan"'],
    ['a doubled quotation mark before a comma', '"The ""new"", again"'],
    ['no quotation marks', 'plan.pdf'],
    ['nothing', ''],
  ])('is read when the title has %s', async (_, title) => {
    expect(await only(row({ title, client: '[fe80::1c2:ab%12]' }))).toMatchObject({
      pages: 6,
      device: 'HP-MFT01',
    });
  });

  it('is the same job with and without the comma at its end', async () => {
    const rows = (text: string) => readWhole(read, file(text));
    expect((await rows(row().slice(0, -1))).events).toEqual((await rows(row())).events);
  });
});

describe('the wall clock of the log', () => {
  const submitted = async (zone: string, time: string) =>
    (await readWhole(inZone(zone), file(row({ time })))).events[0]?.submitted_at;

  it('takes the first of an hour that comes twice', async () => {
    expect(await submitted('Europe/Paris', '2026-10-25 02:30:00')).toBe('2026-10-25T00:30:00Z');
  });

  it('moves a time that never was on by the gap', async () => {
    expect(await submitted('Europe/Paris', '2026-03-29 02:30:00')).toBe('2026-03-29T01:30:00Z');
  });

  it('knows zones that are off by parts of an hour', async () => {
    expect(await submitted('Asia/Kathmandu', '2026-11-23 08:15:02')).toBe('2026-11-23T02:30:02Z');
  });

  it('follows the change of the clocks within a file', async () => {
    const rows = ['01:59:59', '03:00:00', '03:00:01'].map((time) => row({ time: `2026-03-29 ${time}` }));
    const { events } = await readWhole(read, file(...rows));
    expect(events.map((event) => event.submitted_at)).toEqual([
      '2026-03-29T00:59:59Z',
      '2026-03-29T01:00:00Z',
      '2026-03-29T01:00:01Z',
    ]);
  });

  it.each(['', 'Mars/Phobos', '+01:00'])('is refused for the zone "%s", with the fix', (zone) => {
    expect(() => inZone(zone)).toThrow(Refusal);
    expect(() => inZone(zone)).toThrow('options.time_zone');
  });

  it('must be told, for the log does not say it', () => {
    expect(() => printLogger.open({})).toThrow('options.time_zone is missing');
    expect(() => printLogger.open({ time_zone: 'UTC', tz: 'UTC' })).toThrow('options.tz');
  });
});

describe('overlapping files', () => {
  const twice = row({ time: '2026-11-23 08:15:02' });
  const monday = [twice, twice, row({ time: '2026-11-23 09:00:00' })];
  const tuesday = [row({ time: '2026-11-24 08:15:02' }), row({ time: '2026-11-24 08:15:02', user: 'noor' })];

  it('give the same ids to the same rows, so the monthly file adds nothing to the daily ones', async () => {
    const daily = await Promise.all([monday, tuesday].map((day) => readWhole(read, file(...day))));
    const monthly = await readWhole(read, file(...monday, ...tuesday));
    expect(monthly.events).toEqual(daily.flatMap((day) => day.events));
    expect(new Set(monthly.events.map((event) => event.job_id)).size).toBe(5);
  });

  it('give the same ids while the day still goes on', async () => {
    const morning = await readWhole(read, file(twice));
    const evening = await readWhole(read, file(...monday));
    expect(evening.events.slice(0, 1)).toEqual(morning.events);
  });

  it('give the same ids when they were joined end to end', async () => {
    const joined = await readWhole(read, file(...monday) + file(...monday));
    expect(joined.faults).toEqual([]);
    expect(joined.events.slice(3)).toEqual(joined.events.slice(0, 3));
  });

  it('give the same ids in Windows-1252 and when saved again as UTF-8 with a byte order mark', async () => {
    const text = file(row({ title: '"Größe in €"', user: 'andré' }));
    const old = await readWhole(read, windows1252(text));
    const resaved = await readWhole(read, `\ufeff${text}`);
    expect(resaved.events).toEqual(old.events);
    expect(old.faults).toEqual([]);
  });
});

describe('bad rows', () => {
  it.each([
    ['too few fields', '2026-11-23 08:15:02,mira,3', 'fields'],
    ['a date of a spreadsheet', row({ time: '23.11.2026 08:15' }), '`Time`'],
    ['a day that is not', row({ time: '2026-02-30 08:15:02' }), '`Time`'],
    ['pages that are no number', row({ pages: 'three' }), '`Pages`'],
    ['no copies', row({ copies: '0' }), '`Copies`'],
    ['more pages than anyone prints', row({ pages: '999999', copies: '9999' }), '10,000,000'],
    ['a quotation mark that is not closed', row({ title: '"half' }).replace('"half,', '"half'), 'quot'],
  ])('with %s are passed over with the line, the reason and a fix', async (_, bad, word) => {
    const { events, faults } = await readWhole(read, file(row(), bad, row({ user: 'noor' })));
    expect(events).toHaveLength(2);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      line: 4,
      text: expect.stringContaining(bad.slice(0, 20)),
    });
    expect(`${faults[0]?.reason} ${faults[0]?.fix}`).toContain(word);
  });

  it('are not made of a row that is still being written', async () => {
    const whole = file(row());
    for (let length = whole.length - 1; length > header.length + banner.length + 5; length--) {
      const { events, faults } = await readWhole(read, whole.slice(0, length));
      expect([events.length, faults.length]).toEqual([0, 1]);
    }
    expect((await readWhole(read, whole)).events).toHaveLength(1);
  });

  it.each([
    ['an empty file', ''],
    ['another CSV', 'a,b,c\r\n1,2,3\r\n'],
    ['a file without its header', Array.from({ length: 50 }, () => row()).join('\r\n')],
    ['bytes', '\u0000\u0001\ufffe\n'.repeat(10)],
  ])('are not listed one by one for %s: it is refused as a whole', async (_, content) => {
    const reading = readWhole(read, content);
    await expect(reading).rejects.toThrow(Refusal);
    await expect(reading).rejects.toThrow('not a PaperCut Print Logger CSV');
  });
});

describe('any rows', () => {
  const title = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/gu, ' '));
  const anyRow = fc
    .record({
      title: title.map((text) => `"${text.replaceAll('"', '""')}"`),
      user: fc.constantFrom('mira', 'noor', 'DOMAIN\\ole'),
      pages: fc.nat(99).map(String),
      copies: fc.integer({ min: 1, max: 9 }).map(String),
      duplex: fc.constantFrom('DUPLEX', 'NOT DUPLEX'),
    })
    .map(row);

  it('give the same readings however their bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(anyRow, fc.constant('bad,row'))),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (rows, sizes) => {
          const whole = await readWhole(read, file(...rows));
          const cut = await readWhole(read, file(...rows), sizes);
          expect(cut.readings).toEqual(whole.readings);
          expect(whole.readings).toHaveLength(rows.length);
        },
      ),
    );
  });
});
