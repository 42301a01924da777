import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesPerMillion } from '../size.ts';
import { aJob, batchOf, everySlot } from '../suites/job-histories.ts';
import { contentsOf, populate } from '../suites/ledger-contents.ts';
import { compactSqlite } from './compact.ts';
import { Connection, FolderInUseError } from './database.ts';
import { openSqlite } from './open.ts';

describe('compacting a data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'platen-compact-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = () => join(folder, 'platen.db');
  const compact = () => compactSqlite(folder, () => undefined);

  const contents = async () => {
    await using storage = await openSqlite(folder);
    const { jobs } = storage;
    return [
      await contentsOf(storage),
      await jobs.readMeter('org', [everySlot]),
      await jobs.listSources('org'),
    ];
  };
  const fill = async () => {
    await using storage = await openSqlite(folder);
    await populate(storage);
    const { submittedAt } = aJob();
    const old = Array.from({ length: 5_000 }, (_, id) =>
      aJob({ submittedAt: submittedAt - 1, jobId: `long name of job ${id}`, device: `device-${id}` }),
    );
    await storage.jobs.ingest('org', batchOf([...old, aJob()]));
    while ((await storage.jobs.forgetJobs(submittedAt, 2_000)) > 0);
  };

  it('makes it smaller, and changes nothing in it', async () => {
    await fill();
    const before = await contents();
    const size = statSync(file()).size;
    const { after } = await compact();
    expect(statSync(file()).size).toBeLessThan(0.8 * size);
    expect(after.bytes).toBe(statSync(file()).size);
    expect(await contents()).toEqual(before);
  });

  it('tells how much each table takes, and for a million jobs', async () => {
    await fill();
    const { before, after } = await compact();
    expect(after).toMatchObject({ jobs: 1, counted: 5_001 });
    expect(before.tables.get('job')).toBeGreaterThan(0);
    const sum = [...after.tables.values()].reduce((total, bytes) => total + bytes);
    expect(sum).toBe(after.bytes);
    expect(after.tables.get('api_key')).toBeGreaterThan(4096);
    expect(bytesPerMillion(after, 'job')).toBe((after.tables.get('job') ?? 0) * 1_000_000);
    expect(bytesPerMillion(after, 'job_count')).toBe(
      ((after.tables.get('job_count') ?? 0) / 5_001) * 1_000_000,
    );
    expect(bytesPerMillion(after, 'audit')).toBeNull();
    expect(bytesPerMillion({ ...after, jobs: 0 }, 'job')).toBeNull();
  });

  it('goes over what one that was broken off has left', async () => {
    await fill();
    const before = await contents();
    writeFileSync(`${file()}.compacting`, 'half of it');
    await compact();
    expect(await contents()).toEqual(before);
  });

  it('is refused while a server has it, or something else has it open', async () => {
    await expect(compact()).rejects.toThrow('There is no database in');
    {
      await using _ = await openSqlite(folder);
      await expect(compact()).rejects.toThrow(FolderInUseError);
    }
    const before = await contents();
    const other = Connection.forWriting(file());
    other.query('pragma user_version', []);
    await expect(compact()).rejects.toThrow('Something else has');
    other.close();
    expect(readdirSync(folder)).not.toContain('platen.db.compacting');
    expect(await contents()).toEqual(before);
  });
});
