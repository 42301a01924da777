import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Engine, Place } from './engine.ts';

/** The engine that is embedded. */
export function startSqlite(): Engine {
  return {
    name: 'SQLite',
    version: process.versions.sqlite ?? '',
    batchSize: 1_000,
    numbers: (first, last) =>
      `(with recursive n (i) as (select ${first} union all select i + 1 from n where i < ${last}) select i from n)`,
    place,
    async [Symbol.asyncDispose]() {},
  };
}

async function place(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  const open = () => new DatabaseSync(join(folder, 'platen.db'), { timeout: 10_000 });
  return {
    folder,
    settings: {},
    cpuSeconds: () => 0,
    async bytesOf(...tables) {
      using db = open();
      const size = db.prepare('select sum(pgsize) as bytes from dbstat where name = ?');
      return tables.reduce((sum, table) => sum + Number(size.get(table)?.bytes ?? 0), 0);
    },
    async run(...statements) {
      using db = open();
      db.exec('pragma cache_size = -64000; pragma temp_store = memory;');
      for (const statement of statements.slice(0, -1)) db.exec(statement);
      return db.prepare(statements.at(-1) ?? '').all();
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
