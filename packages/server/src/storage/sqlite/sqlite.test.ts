import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeAnomalies } from '../suites/anomalies.ts';
import { describeCalendars } from '../suites/calendars.ts';
import { describeFeedStore } from '../suites/feeds.ts';
import { aJob, batchOf, everySlot } from '../suites/job-histories.ts';
import { describeJobStore } from '../suites/job-store.ts';
import { describeLedger } from '../suites/ledger.ts';
import { contentsOf, populate } from '../suites/ledger-contents.ts';
import { describePeople } from '../suites/people.ts';
import { describeDropping } from '../suites/retention.ts';
import { FolderInUseError } from './database.ts';
import { openSqlite } from './open.ts';

describeJobStore('the embedded engine', openFresh);
describeDropping('the embedded engine', openFresh);
describeLedger('the embedded engine', openFresh);
describeFeedStore('the embedded engine', openFresh);
describe('people on the embedded engine', () => describePeople(openFresh));
describe('anomalies on the embedded engine', () => describeAnomalies(openFresh));
describe('calendars on the embedded engine', () => describeCalendars(openFresh));

async function openFresh() {
  await using opened = new AsyncDisposableStack();
  const storage = opened.use(await openSqlite(opened.use(aFolder()).path));
  const everything = opened.move();
  return { ...storage, [Symbol.asyncDispose]: () => everything.disposeAsync() };
}

describe('a data folder', () => {
  it('is found as it was left, whose tables are up to date already', async () => {
    using folder = aFolder();
    const contents = [];
    for (const isFirst of [true, false]) {
      await using storage = await openSqlite(folder.path);
      if (isFirst) {
        await populate(storage);
        await storage.jobs.ingest('org', batchOf([aJob()]));
      }
      contents.push([
        await contentsOf(storage),
        await storage.jobs.listSources('org'),
        await storage.jobs.readMeter('org', [everySlot]),
      ]);
    }
    expect(contents[1]).toEqual(contents[0]);
  });

  it('belongs to one opener in a process', async () => {
    using folder = aFolder();
    await using _ = await openSqlite(folder.path);
    await expect(openSqlite(folder.path)).rejects.toThrow(FolderInUseError);
  });

  it('belongs to one process, until that is killed', async () => {
    using folder = aFolder();
    await using other = holding(folder.path);
    await once(other.process.stdout, 'data');
    await expect(openSqlite(folder.path)).rejects.toThrow(FolderInUseError);
    await other.kill();
    await using storage = await openSqlite(folder.path);
    expect(await storage.access.listOrganizations({ limit: 1 })).toEqual([]);
  });
});

/** A process that opens the folder, says so and stays. */
function holding(folder: string) {
  const opening = `
    import(${JSON.stringify(new URL('./open.ts', import.meta.url).href)})
      .then(({ openSqlite }) => openSqlite(${JSON.stringify(folder)}))
      .then((storage) => {
        console.log('open');
        setInterval(() => storage, 1000);
      });`;
  const holder = spawn(process.execPath, ['--conditions=source', '--eval', opening], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(holder, 'exit');
  const kill = async () => {
    holder.kill('SIGKILL');
    await gone;
  };
  return { process: holder, kill, [Symbol.asyncDispose]: kill };
}

function aFolder() {
  const path = mkdtempSync(join(tmpdir(), 'platen-storage-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}
