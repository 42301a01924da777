import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Engine, Place } from './engine.ts';
import { addUpStatement, monthStatements, sumsOf } from './sql-month.ts';

/** The engine that is embedded. */
export function startSqlite(): Engine {
  return {
    name: 'SQLite',
    version: process.versions.sqlite ?? '',
    batchSize: 1_000,
    mostJobs: { usual: 1_000_000, large: 10_000_000 },
    place,
    async [Symbol.asyncDispose]() {},
  };
}

async function place(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  const open = () => {
    const db = new DatabaseSync(join(folder, 'platen.db'), { timeout: 10_000 });
    db.exec('pragma cache_size = -64000; pragma temp_store = memory;');
    return db;
  };
  return {
    folder,
    settings: {},
    cpuSeconds: () => 0,
    async sizes() {
      using db = open();
      const size = db.prepare('select sum(pgsize) as bytes from dbstat where name = ?');
      const bytesOf = (table: string) => Number(size.get(table)?.bytes ?? 0);
      return {
        jobs: Number(db.prepare('select count(*) as jobs from job').get()?.jobs),
        eventBytes: bytesOf('job'),
        countBytes: bytesOf('job_count'),
      };
    },
    async fillMonth(month) {
      using db = open();
      for (const statement of monthStatements(month, numbers)) db.exec(statement);
    },
    async addUp(month) {
      using db = open();
      return sumsOf(db.prepare(addUpStatement(month)).all());
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

function numbers(first: number, last: number): string {
  return `(with recursive n (i) as (select ${first} union all select i + 1 from n where i < ${last}) select i from n)`;
}
