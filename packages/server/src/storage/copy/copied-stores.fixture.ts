import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Postgres, postgresVersions, whyNoPostgres } from '../../../../../test/support/postgres.ts';
import { openPostgres } from '../postgres/open.ts';
import { openPostgresSource, openPostgresTarget } from '../postgres/store-to-copy.ts';
import { openSqlite } from '../sqlite/open.ts';
import { openSqliteSource, openSqliteTarget } from '../sqlite/store-to-copy.ts';
import type { Storage } from '../storage.ts';
import { copyStore } from './copy-store.ts';
import type { StoreToCopy } from './store-to-copy.ts';

/** An engine whose stores can be copied. */
interface CopiedEngine {
  readonly name: string;
  /** Why it cannot be run here. */
  readonly lacking: string | undefined;
  start(): Promise<{ empty(): Promise<CopiedStore> } & AsyncDisposable>;
}

/** A store by the three ways of opening it. */
export interface CopiedStore {
  serve(): Promise<Storage>;
  source(): Promise<StoreToCopy>;
  target(): Promise<StoreToCopy>;
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
          serve: () => openSqlite(folder),
          source: () => openSqliteSource(folder),
          target: () => openSqliteTarget(folder),
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
          source: () => openPostgresSource(url),
          target: () => openPostgresTarget(url),
        };
      },
      [Symbol.asyncDispose]: () => postgres[Symbol.asyncDispose](),
    };
  },
}));

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
];

export async function copy(from: CopiedStore, to: CopiedStore) {
  await using source = await from.source();
  await using target = await to.target();
  return await copyStore(source, target, () => undefined);
}
