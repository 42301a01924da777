import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../storage/index.ts';
import { readConfig } from './config.ts';
import { examine } from './doctor.ts';

describe('what the settings name', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'platen-doctor-'));
    await (await openSqlite(folder))[Symbol.asyncDispose]();
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const subjects = async (settings: Readonly<Record<string, string>>) => {
    const findings = await examine(readConfig({}, undefined, settings), { all: false });
    return findings.map(({ subject, verdict }) => `${subject}: ${verdict}`);
  };

  it('is examined: a data folder', async () => {
    const found = await subjects({ PLATEN_DATA: folder });
    expect(found).toContain('counts: well');
    expect(found.filter((finding) => finding.startsWith('ClickHouse'))).toEqual([]);
  });

  it('is examined: a database and ClickHouse, whose counts are not taken for none', async () => {
    const away = {
      DATABASE_URL: 'postgresql://127.0.0.1:1/platen',
      CLICKHOUSE_URL: 'http://127.0.0.1:1/platen',
    };
    expect(await subjects(away)).toEqual(['database: fault', 'ClickHouse: fault']);
    const found = await subjects({ PLATEN_DATA: folder, CLICKHOUSE_URL: away.CLICKHOUSE_URL });
    expect(found).toContain('tables: well');
    expect(found.filter((finding) => finding.startsWith('counts'))).toEqual([]);
  });
});
