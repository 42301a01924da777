import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectors } from '@platen/connectors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPlaten, temporaryFolder } from '../support/command.ts';
import { type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { type LoggedPrint, printLoggerFile, printsOfDay } from '../support/print-logger-files.ts';

/** The last day but one of summer time in Paris, the day on which the clocks are set back, and the first of a month. */
const days = ['2025-10-25', '2025-10-26', '2025-11-01'] as const;
const printLogger = connectors['print-logger'];
const zone = 'Europe/Paris';
const [saturday = [], sunday = [], november = []] = days.map((day) => printsOfDay(day, 2100));
const october = [...saturday, ...sunday];

describe.concurrent('the files of PaperCut Print Logger', () => {
  const folder = temporaryFolder();
  let platen: Platen;
  beforeAll(async () => {
    platen = await startPlaten();
  });
  afterAll(async () => {
    await platen[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  const importFile = async ({ orgId, key }: Tenant, lines: readonly string[], end = '') => {
    const file = join(folder.path, `${crypto.randomUUID()}.csv`);
    const whole = printLoggerFile(lines);
    await writeFile(file, Buffer.concat([whole, Buffer.from(end)]));
    const named = ['--org', orgId, '--source', 'print-server-1', '--time-zone', zone];
    return runPlaten(['import', 'print-logger', file, ...named], { PLATEN_URL: platen.url, PLATEN_KEY: key });
  };
  const importPrints = async (tenant: Tenant, prints: readonly LoggedPrint[]) => {
    const { exitCode, stdout, stderr } = await importFile(
      tenant,
      prints.map(({ line }) => line),
    );
    expect(exitCode).toBe(0);
    // Nobody watches: the caveat is all that is noted, and no progress is drawn however many lines there are.
    expect(stderr).toBe(`${printLogger.caveat}\n`);
    return stdout.trimEnd();
  };
  const statsOf = async ({ orgId, client }: Tenant) => {
    const query = { from: '2025-10-25', to: '2025-11-02', time_zone: zone, interval: 'day' } as const;
    const stats = await client.call('getJobStats', { params: { org_id: orgId }, query });
    return { print: stats.jobs.print, days: stats.series?.map(({ jobs }) => jobs.print?.submitted) };
  };

  it('overlap: the day, the month and all there is are the same jobs, in whatever order they come', async () => {
    const [upwards, downwards] = await Promise.all([platen.organization(), platen.organization()]);
    const told = await Promise.all([
      inTurn([
        () => importPrints(upwards, saturday.slice(0, 700)),
        () => importPrints(upwards, saturday),
        () => importPrints(upwards, october),
        () => importPrints(upwards, [...october, ...november]),
      ]),
      inTurn([
        () => importPrints(downwards, [...october, ...november]),
        () => importPrints(downwards, october),
      ]),
    ]);
    expect(told).toEqual([
      [
        '700 jobs imported, 0 updated, 0 known already.',
        '1400 jobs imported, 0 updated, 700 known already.',
        '2100 jobs imported, 0 updated, 2100 known already.',
        '2100 jobs imported, 0 updated, 4200 known already.',
      ],
      ['6300 jobs imported, 0 updated, 0 known already.', '0 jobs imported, 0 updated, 4200 known already.'],
    ]);

    const stats = await statsOf(upwards);
    expect(await statsOf(downwards)).toEqual(stats);
    const all = [...october, ...november];
    expect(stats.print).toMatchObject({
      submitted: 6300,
      completed: 6300,
      cancelled: null,
      failed: null,
      pages: sum(all, ({ pages, copies }) => pages * copies),
      sheets: sum(all, ({ pages, copies, duplex }) => (duplex ? Math.ceil(pages / 2) : pages) * copies),
      wait_seconds: null,
    });
    // Days of Paris, one of them of 25 hours: read in UTC the first two hours would be of the day before.
    expect(stats.days).toEqual([2100, 2100, 0, 0, 0, 0, 0, 2100]);
    const { data } = await upwards.client.call('listSources', { params: { org_id: upwards.orgId } });
    expect(data).toMatchObject([
      { source: 'print-server-1', declared: true, time_zone: zone, types: ['print'] },
    ]);
  });

  it('have lines that cannot be read: each is named with its reason, the rest is taken, and the code is 1', async () => {
    const tenant = await platen.organization();
    const [good, other] = printsOfDay('2025-10-25', 20)
      .slice(5)
      .map(({ line }) => line);
    const lines = [
      good ?? '',
      '2025-10-25 08:00:00,mira,3',
      (good ?? '').replace(/^[^,]*/, '25.10.2025 08:00'),
      (good ?? '').replace(/^[^,]*/, '2025-10-32 08:00:00'),
      '2025-10-25 08:00:00,mira,three,1,HP-MFT01,a,LAPTOP07,A4,PCL6,,,DUPLEX,GRAYSCALE,1kb,',
      '2025-10-25 08:00:00,mira,3,1,HP-MFT01,"half,LAPTOP07,A4,PCL6,,,DUPLEX,GRAYSCALE,1kb,',
      other ?? '',
    ];
    const { exitCode, stdout, stderr } = await importFile(tenant, lines, '2025-10-25 09:00:00,mi');
    expect(exitCode).toBe(1);
    expect(stdout.split('\n')).toEqual([
      '2 jobs imported, 0 updated, 0 known already.',
      '6 lines not read, 0 not taken; see above.',
      '',
    ]);
    const named = [...stderr.matchAll(/^line (\d+) not read: (.*)\n {4}(.*)$/gm)];
    expect(named.map(([, line, reason]) => [line, reason])).toEqual([
      ['4', expect.stringContaining('The row has 3 fields, the header 14.')],
      ['5', expect.stringContaining('`Time` is not a time')],
      ['6', expect.stringContaining('`Time` is not a time')],
      ['7', expect.stringContaining('"three" and "1"')],
      ['8', expect.stringContaining('quot')],
      ['10', expect.stringContaining('The last line has no end')],
    ]);
    const begins = (line: string | undefined) => expect.stringContaining(line?.slice(0, 20) ?? '');
    expect(named.map(([, , , text]) => text)).toEqual(
      [...lines.slice(1, 6), '2025-10-25 09:00:00,mi'].map(begins),
    );
    expect((await statsOf(tenant)).print?.submitted).toBe(2);
  });

  it('are told from other files, which change nothing', async () => {
    const tenant = await platen.organization();
    const file = join(folder.path, 'other.csv');
    await writeFile(file, 'a,b,c\n'.repeat(20));
    const { exitCode, stderr } = await runPlaten(
      ['import', 'print-logger', file, '--org', tenant.orgId, '--source', 's', '--time-zone', zone],
      { PLATEN_URL: platen.url, PLATEN_KEY: tenant.key },
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('not a PaperCut Print Logger CSV: it begins with "a,b,c"');
    expect(stderr).not.toContain('at ');
    const { data } = await tenant.client.call('listSources', { params: { org_id: tenant.orgId } });
    expect(data).toEqual([]);
  });
});

async function inTurn<T>(steps: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  for (const step of steps) results.push(await step());
  return results;
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
