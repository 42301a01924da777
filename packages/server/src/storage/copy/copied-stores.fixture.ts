import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clickhouse, whyNoClickhouse } from '../../../../../test/support/clickhouse.ts';
import { Postgres, postgresVersions, whyNoPostgres } from '../../../../../test/support/postgres.ts';
import { HeldClock } from '../../kit/clock.ts';
import { openClickhouseToCopy } from '../clickhouse/meter-to-copy.ts';
import { clickhouseMeter } from '../clickhouse/open.ts';
import { openPostgres } from '../postgres/open.ts';
import { openPostgresSource, openPostgresTarget } from '../postgres/store-to-copy.ts';
import { openSqlite } from '../sqlite/open.ts';
import { openSqliteSource, openSqliteTarget } from '../sqlite/store-to-copy.ts';
import type { OpenMeter, Storage } from '../storage.ts';
import { type CopySide, copyStore } from './copy-store.ts';
import { sqlMeter } from './sql-meter.ts';
import type { StoreToCopy } from './store-to-copy.ts';

/** An engine whose stores can be copied. */
interface CopiedEngine {
  readonly name: string;
  /** Why it cannot be run here. */
  readonly lacking: string | undefined;
  /** It drops by whole months. */
  readonly isClickhouse?: true;
  start(): Promise<{ empty(): Promise<CopiedStore> } & AsyncDisposable>;
}

type OpenSide = CopySide & AsyncDisposable;

/** A store by the three ways of opening it. */
export interface CopiedStore {
  serve(meter?: OpenMeter): Promise<Storage>;
  source(): Promise<OpenSide>;
  target(): Promise<OpenSide>;
}

const sqlite: CopiedEngine = {
  name: 'SQLite',
  lacking: undefined,
  async start() {
    const folders: string[] = [];
    return {
      async empty() {
        const folder = await mkdtemp(join(tmpdir(), 'platen-copy-'));
        folders.push(folder);
        return {
          serve: (meter) => openSqlite(folder, meter),
          source: async () => sideOf(await openSqliteSource(folder)),
          target: async () => sideOf(await openSqliteTarget(folder)),
        };
      },
      async [Symbol.asyncDispose]() {
        for (const folder of folders) await rm(folder, { recursive: true });
      },
    };
  },
};

const ofPostgres: readonly CopiedEngine[] = postgresVersions.map((version) => ({
  name: version.name,
  lacking: whyNoPostgres(version),
  async start() {
    const postgres = await Postgres.start(version);
    return {
      async empty() {
        const url = await postgres.database();
        return {
          serve: () => openPostgres(url),
          source: async () => sideOf(await openPostgresSource(url)),
          target: async () => sideOf(await openPostgresTarget(url)),
        };
      },
      [Symbol.asyncDispose]: () => postgres[Symbol.asyncDispose](),
    };
  },
}));

const clickhouse: CopiedEngine = {
  name: 'SQLite with ClickHouse',
  isClickhouse: true,
  lacking: whyNoClickhouse(),
  async start() {
    await using starting = new AsyncDisposableStack();
    const server = starting.use(await Clickhouse.start());
    const { empty } = starting.use(await sqlite.start());
    const started = starting.move();
    return {
      async empty() {
        const beside = await empty();
        const url = server.database();
        const sideAt = async (open: () => Promise<OpenSide>) => {
          await using opened = new AsyncDisposableStack();
          const { ledger } = opened.use(await open());
          const meter = opened.use(await openClickhouseToCopy(url, ledger));
          const everything = opened.move();
          return { ledger, meter, [Symbol.asyncDispose]: () => everything.disposeAsync() };
        };
        return {
          serve: () => beside.serve(clickhouseMeter(url, new HeldClock('2026-11-23T09:05:00Z'))),
          source: () => sideAt(beside.source),
          target: () => sideAt(beside.target),
        };
      },
      [Symbol.asyncDispose]: () => started.disposeAsync(),
    };
  },
};

interface Direction {
  readonly from: CopiedEngine;
  readonly to: CopiedEngine;
}

export const directions: readonly [Direction, ...Direction[]] = [
  { from: sqlite, to: sqlite },
  ...ofPostgres.flatMap((postgres) => [
    { from: sqlite, to: postgres },
    { from: postgres, to: sqlite },
  ]),
  { from: sqlite, to: clickhouse },
  { from: clickhouse, to: sqlite },
];

export async function copy(from: CopiedStore, to: CopiedStore) {
  await using source = await from.source();
  await using target = await to.target();
  return await copyStore(source, target, () => undefined);
}

function sideOf(ledger: StoreToCopy): OpenSide {
  return { ledger, meter: sqlMeter(ledger), [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose]() };
}
