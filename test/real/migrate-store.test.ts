import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { JobEvent, OrganizationScope } from '@platen/contract';
import type { PlatenClient } from '@platen/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, serve } from '../../packages/server/src/index.ts';
import { Clickhouse, whyNoClickhouse } from '../support/clickhouse.ts';
import {
  foundOrganization,
  runPlaten,
  ServerProcess,
  spawnPlaten,
  temporaryFolder,
} from '../support/command.ts';
import { jobEvent } from '../support/job-events.ts';
import { startPlaten } from '../support/platen.ts';
import { Postgres, whyNoPostgres } from '../support/postgres.ts';
import { answersOf, fillServer } from '../support/whole-server.ts';
import { expectAll, jobsPerBatch, nextBatch, type Written } from '../support/written-jobs.ts';

const engines = [
  { name: 'another folder', lacking: undefined },
  { name: 'PostgreSQL', lacking: whyNoPostgres(), startDatabase: () => Postgres.start() },
  { name: 'ClickHouse', lacking: whyNoClickhouse(), startMeter: () => Clickhouse.start() },
];

describe.each(engines)('a data folder that is moved to $name', ({ lacking, startDatabase, startMeter }) => {
  if (lacking) return it.skip(lacking);
  let postgres: Postgres | undefined;
  let clickhouse: Clickhouse | undefined;
  beforeAll(async () => {
    postgres = await startDatabase?.();
    clickhouse = await startMeter?.();
  });
  afterAll(async () => {
    await postgres?.[Symbol.asyncDispose]();
    await clickhouse?.[Symbol.asyncDispose]();
  });

  /** A config file that names an empty store, in a folder. */
  const configOfEmpty = async (folder: string) => {
    const file = join(folder, 'target.env');
    const setting = postgres
      ? `DATABASE_URL=${await postgres.database()}`
      : `PLATEN_DATA=${join(folder, 'target')}`;
    const meter = clickhouse ? `CLICKHOUSE_URL=${clickhouse.database()}\n` : '';
    writeFileSync(file, `${setting}\n${meter}`);
    return file;
  };

  it('answers every request as before, byte by byte, and to the same keys', async () => {
    using folder = temporaryFolder();
    const secretFile = join(folder.path, 'secret');
    writeFileSync(secretFile, 'a secret of the tests, and of nothing else');
    const { clock, asked, answers } = await answersOfSource(join(folder.path, 'source'), secretFile);
    const to = await configOfEmpty(folder.path);
    expect(await migrate(join(folder.path, 'source'), to)).toMatchObject({ exitCode: 0 });

    const settings = { PLATEN_PUBLIC_URL: publicUrl, PLATEN_SECRET_FILE: secretFile, PLATEN_PORT: '0' };
    await using target = await serve(readConfig(settings, to, {}), {
      clock,
      pollFeeds: false,
      watchAlerts: false,
    });
    expect(target.firstOperatorKey).toBeUndefined();
    expect(await answersOf(target, asked)).toEqual(answers);
  });

  it('has every acknowledged event once, though it was written to meanwhile and the copy was killed', async () => {
    using folder = temporaryFolder();
    const from = join(folder.path, 'source');
    const to = await configOfEmpty(folder.path);
    await using source = await ServerProcess.start(from);
    const account = await foundOrganization(source.url, source.operatorKey, scopes);
    await post(account, manyJobs);
    const written: Written = { acknowledged: [], unanswered: [], jobs: 0 };
    await using writer = keepWriting(account, written);

    await killInTheMiddle(from, to);
    await writer.more();
    const second = await migrate(from, to);
    expect(second).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('not complete yet') });
    expect(copiedBy(second)).toBeLessThan(jobsOf(second));
    await expect(ServerProcess.start(join(folder.path, 'target'), '--config', to)).rejects.toThrow(
      'Another store is being copied to this one',
    );

    await writer.more();
    await writer[Symbol.asyncDispose]();
    source.signal('SIGTERM');
    await source.ended();
    const last = await migrate(from, to);
    expect(last).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('identical') });
    expect(copiedBy(last)).toBeGreaterThan(0);

    await using target = await ServerProcess.start(join(folder.path, 'target'), '--config', to);
    await expectAll(target.url, account, written);
  }, 300_000);
});

const publicUrl = 'https://status.example';
const scopes: OrganizationScope[] = ['jobs:write', 'job-stats:read'];

function migrate(from: string, to: string) {
  return runPlaten(['migrate-store', '--from', from, '--to', to]);
}

function copiedBy({ stdout }: { readonly stdout: string }): number {
  return Number(/^([\d,]+) jobs copied by this run/m.exec(stdout)?.[1]?.replaceAll(',', ''));
}

/** Of the only organization. */
function jobsOf({ stdout }: { readonly stdout: string }): number {
  return Number(/^[0-9a-f]{8} +([\d,]+)/m.exec(stdout)?.[1]?.replaceAll(',', ''));
}

/** Enough that they take many transactions, and none so old that it is not kept. */
const manyJobs: JobEvent[] = Array.from({ length: 40_000 }, (_, index) => {
  const at = new Date(Date.now() - (index + 1) * 600_000).toISOString();
  return jobEvent({ submitted_at: at, processing_at: at, finished_at: at, updated_at: at });
});

async function post({ client, orgId }: { client: PlatenClient; orgId: string }, jobs: readonly JobEvent[]) {
  for (let at = 0; at < jobs.length; at += 5_000) {
    await client.call('postJobs', { params: { org_id: orgId }, body: jobs.slice(at, at + 5_000) });
  }
}

/** Sends batch after batch until it is disposed of; `more` resolves when some more are acknowledged. */
function keepWriting(
  { client, orgId }: { client: PlatenClient; orgId: string },
  written: Written,
): { more(): Promise<void> } & AsyncDisposable {
  let stopped = false;
  const writing = (async () => {
    while (!stopped) {
      const batch = nextBatch(written.jobs, written.acknowledged.length);
      await client.call('postJobs', { params: { org_id: orgId }, body: batch });
      written.acknowledged.push(batch);
      written.jobs += jobsPerBatch;
    }
  })();
  return {
    async more() {
      const enough = written.acknowledged.length + 3;
      while (written.acknowledged.length < enough) await Promise.race([writing, pause(10)]);
    },
    async [Symbol.asyncDispose]() {
      stopped = true;
      await writing;
    },
  };
}

async function killInTheMiddle(from: string, to: string): Promise<void> {
  const child = spawnPlaten(['migrate-store', '--from', from, '--to', to], {});
  const closed = once(child, 'close');
  // By the fourth of ten lines several transactions are over.
  let said = '';
  for await (const part of child.stderr) {
    said += String(part);
    if (said.split('\n').length > 4) break;
  }
  child.kill('SIGKILL');
  expect(await closed).toEqual([null, 'SIGKILL']);
}

/** What a server with something of everything answers, and to whom. */
async function answersOfSource(folder: string, secretFile: string) {
  const settings = { PLATEN_PUBLIC_URL: publicUrl, PLATEN_SECRET_FILE: secretFile };
  await using filled = await startPlaten({ folder, settings });
  const asked = await fillServer(filled);
  const { clock } = filled;
  // Twice, since a server tells of the use of keys only later, which asking is.
  await answersOf(filled, asked);
  await filled.server[Symbol.asyncDispose]();
  await using source = await serve(
    readConfig({ ...settings, PLATEN_PORT: '0', PLATEN_DATA: folder }, undefined, {}),
    {
      clock,
      pollFeeds: false,
      watchAlerts: false,
    },
  );
  return { clock, asked, answers: await answersOf(source, asked) };
}
