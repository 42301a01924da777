import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Compaction, type CompactProgress, type StoreSize, sizeQueries } from '../size.ts';
import { UnusableDatabaseError } from '../unusable.ts';
import { Connection, lockFolder } from './database.ts';
import { Writer } from './writer.ts';

const lookEveryMs = 200;

/**
 * Writes the database of a folder anew, without what is free in it, and puts it in the place of the old one once it is on
 * the disk. No server may have the folder. Ended at any moment, it leaves the old one or the new one.
 *
 * @throws FolderInUseError
 * @throws UnusableDatabaseError when there is none, or no room for a second one.
 */
export async function compactSqlite(
  folder: string,
  tell: (progress: CompactProgress) => void,
): Promise<Compaction> {
  const file = join(folder, 'platen.db');
  if (!existsSync(file)) throw new UnusableDatabaseError(`There is no database in ${folder}.`);
  using _ = lockFolder(join(folder, 'platen.lock'));
  const before = sizeOf(file);
  const fresh = `${file}.compacting`;
  rmSync(fresh, { force: true });
  using opened = new DisposableStack();
  opened.defer(() => rmSync(fresh, { force: true }));
  const needed = await writeAnew(file, fresh, folder, tell);
  tell({ done: 1, text: `${needed} bytes are written` });
  putInPlace(fresh, file, folder);
  return { before, after: sizeOf(file) };
}

async function writeAnew(
  file: string,
  fresh: string,
  folder: string,
  tell: (progress: CompactProgress) => void,
): Promise<number> {
  await using writer = new Writer(file);
  const ask = async (sql: string, ...parameters: string[]) =>
    (await writer.exclusive(() => writer.send('query', { sql, parameters }))).rows[0] ?? {};
  const { used } = (await ask(
    'select (page_count - freelist_count) * page_size as used from pragma_page_count, pragma_freelist_count, pragma_page_size',
  )) as { used: number };
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < used)
    throw new UnusableDatabaseError(
      `There is no room for a second database of ${used} bytes beside the first in ${folder}. Make room, or copy it elsewhere by \`platen migrate-store\`.`,
    );
  const timer = setInterval(() => {
    const written = statSync(fresh, { throwIfNoEntry: false })?.size ?? 0;
    tell({ done: Math.min(written / used, 1), text: 'the database is written anew' });
  }, lookEveryMs);
  try {
    await ask('vacuum into ?', fresh);
  } finally {
    clearInterval(timer);
  }
  return used;
}

/** The engine does not wait for the disk by itself here. The log of the old one would be taken for that of the new one. */
function putInPlace(fresh: string, file: string, folder: string): void {
  if (existsSync(`${file}-wal`))
    throw new UnusableDatabaseError(`Something else has ${file} open. Stop it, and try again.`);
  syncToDisk(fresh);
  renameSync(fresh, file);
  syncToDisk(folder);
}

function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function sizeOf(file: string): StoreSize {
  const reader = Connection.forReading(file);
  try {
    const one = (sql: string) => Number(reader.query(sql, []).rows[0]?.n);
    const tables = reader.query(
      `select coalesce(tbl_name, dbstat.name) as name, sum(pgsize) as bytes
       from dbstat left join sqlite_schema on sqlite_schema.name = dbstat.name group by 1`,
      [],
    ).rows as { name: string; bytes: number }[];
    return {
      bytes: statSync(file).size + (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0),
      tables: new Map(tables.map(({ name, bytes }) => [name, bytes])),
      jobs: one(sizeQueries.jobs),
      counted: one(sizeQueries.counted),
    };
  } finally {
    reader.close();
  }
}
