import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { foundOrganization, runPlaten, ServerProcess, temporaryFolder } from '../support/command.ts';
import { Cups, whyNoCups } from '../support/cups.ts';
import { pdfOfPages, textOfPages } from '../support/documents.ts';

const reason = whyNoCups();

describe(`a real CUPS server${reason ? ` (skipped: ${reason})` : ''}`, () => {
  it.skipIf(reason !== undefined)('prints, and what its page log says is in the counts once', async () => {
    await using cups = await Cups.start();
    const quoted = await cups.print('office-ps', textOfPages(3), '-t', 'Report "Q3", total 12 - final');
    const copied = await cups.print('office-ps', pdfOfPages(5), '-n', '2', '-o', 'sides=one-sided');
    const unknown = await cups.print('office-ps', textOfPages(1), '-H', 'hold');
    await cups.cancel(unknown);
    const caught = await cups.print('office-mfp', pdfOfPages(4), '-t', 'Größe');
    await cups.printerIsBusy();
    await cups.cancel(caught);
    await cups.letPrint();
    const printed = await cups.print('office-mfp', pdfOfPages(7), '-o', 'sides=two-sided-long-edge');
    await cups.finished(quoted, copied, caught, printed);

    const [hourBefore = '', hourAfter = ''] = [-1, 1].map((hours) =>
      new Date(Date.now() + hours * 3_600_000).toISOString(),
    );
    using folder = temporaryFolder();
    await using server = await ServerProcess.start(folder.path);
    const account = await foundOrganization(server.url, server.operatorKey, ['jobs:write', 'job-stats:read']);
    const { orgId, key, client } = account;
    const environment = { PLATEN_URL: server.url, PLATEN_KEY: key };
    const importLog = (file: string) =>
      runPlaten(['import', 'cups-page-log', file, '--org', orgId, '--source', 'cups-01'], environment);
    const read = async () => {
      const query = { from: hourBefore, to: hourAfter, group_by: 'device' } as const;
      const { watermark: _, ...stats } = await client.call('getJobStats', {
        params: { org_id: orgId },
        query,
      });
      return stats;
    };

    expect(await importLog(cups.pageLog)).toMatchObject({
      exitCode: 0,
      stdout: '4 jobs imported, 0 updated, 0 known already.\n',
      stderr: expect.stringContaining('cancelled'),
    });
    const stats = await read();
    expect(stats.jobs.print).toMatchObject({
      submitted: 4,
      completed: 4,
      cancelled: null,
      failed: null,
      open: null,
      abandoned: null,
      cancel_rate: null,
      pages: 3 + 2 * 5 + 4 + 7,
      color_pages: null,
      sheets: 2 * 5,
      wait_seconds: null,
    });
    expect(stats.jobs.scan).toBeNull();
    expect(
      stats.groups?.map(({ key: device, totals }) => [device, totals?.submitted, totals?.pages]),
    ).toEqual([
      ['office-mfp', 2, 4 + 7],
      ['office-ps', 2, 3 + 2 * 5],
    ]);

    expect(await importLog(cups.pageLog)).toMatchObject({
      exitCode: 0,
      stdout: '0 jobs imported, 0 updated, 4 known already.\n',
    });
    expect(await read()).toEqual(stats);

    // While CUPS was writing, and after it had written: the half line is left for the next time.
    const lines = (await readFile(cups.pageLog, 'utf8')).split(/(?<=\n)/);
    const growing = `${folder.path}/page_log`;
    await writeFile(growing, lines.join('').slice(0, -5));
    expect(await importLog(growing)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('line 4 not read'),
    });
    expect(await read()).toEqual(stats);
  });
});
