import { existsSync, mkdtempSync, rmdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadingSession } from '../copy/store-to-copy.ts';
import { type Examination, examineStore } from '../examine/examine-store.ts';
import { amount, type Finding, fault, note, well } from '../examine/finding.ts';
import { examineRoom } from '../examine/room.ts';
import { migrationsWith } from '../migrations/migrate.ts';
import { sqliteMigrations } from './open.ts';
import { openSqliteSource } from './store-to-copy.ts';

/** Looks at a data folder, on which a server may be running. Nothing in it is changed. */
export async function examineSqlite(folder: string, examination: Examination): Promise<readonly Finding[]> {
  const ofFolder = examineFolder(folder);
  if (ofFolder.verdict === 'fault') return [ofFolder];
  const file = join(folder, 'platen.db');
  if (!existsSync(file))
    return [
      ofFolder,
      note('database', `there is none in ${folder} yet.`, 'Start the server, which makes it.'),
    ];
  try {
    await using store = await openSqliteSource(folder);
    const served = (await store.isServed())
      ? well('lock', 'a server has the folder.')
      : note('lock', 'no server has the folder.', 'Start one, unless it was stopped on purpose.');
    const ofFile = await store.reading(examinePages);
    if (ofFile.some(({ verdict }) => verdict === 'fault')) return [ofFolder, served, ...ofFile];
    const room = await store.reading((session) =>
      examineRoom(session, statSync(file).size, freeIn(folder), examination.nowMs),
    );
    const references = await store.reading(examineReferences);
    const migrations = Object.keys(migrationsWith(sqliteMigrations));
    const ofStore = await examineStore(store, migrations, examination);
    return [ofFolder, served, ...ofFile, room, examineLog(file), ...references, ...ofStore];
  } catch (error) {
    return [ofFolder, fault('database', `it cannot be read: ${(error as Error).message}.`, restore)];
  }
}

const restore = 'Stop the server, keep a copy of the folder, and restore the last backup.';

/** Looks whether something can be put there, since rights alone do not tell. */
function examineFolder(folder: string): Finding {
  const subject = 'folder';
  if (!existsSync(folder))
    return note(subject, `${folder} is not there yet.`, 'Start the server, which makes it.');
  try {
    rmdirSync(mkdtempSync(join(folder, '.doctor-')));
    return well(subject, `${folder} can be written to.`);
  } catch (error) {
    return fault(
      subject,
      `${folder} cannot be written to: ${(error as Error).message}.`,
      'Let the user that runs the server own it, on a disk that is not read-only.',
    );
  }
}

async function examinePages(session: ReadingSession): Promise<Finding[]> {
  const [engine] = await session.query('select sqlite_version() as version');
  const broken = (await session.query('pragma quick_check(5)')).map(({ quick_check }) => String(quick_check));
  return [
    well('engine', `SQLite ${engine?.version}, on Node ${process.versions.node}.`),
    broken.join() === 'ok'
      ? well('integrity', 'every page of the file is as it should be.')
      : fault('integrity', `the file is damaged: ${broken.join(' ')}.`, restore),
  ];
}

async function examineReferences(session: ReadingSession): Promise<Finding[]> {
  const dangling = await session.query('pragma foreign_key_check');
  if (dangling.length === 0) return [];
  const text = `${dangling.length} rows refer to what is not there, the first in ${dangling[0]?.table}.`;
  return [fault('references', text, restore)];
}

const greatLogBytes = 256_000_000;

/** It is written back every few megabytes, unless something keeps reading what is old. */
function examineLog(file: string): Finding {
  const bytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return bytes < greatLogBytes
    ? well('log', `${amount(bytes)} are still to be written back into the file.`)
    : note(
        'log',
        `${amount(bytes)} were not written back into the file.`,
        'Something reads the database without an end, such as a backup tool or a shell: end it.',
      );
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
