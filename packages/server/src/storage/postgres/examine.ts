import type { ReadingSession } from '../copy/store-to-copy.ts';
import { type Examination, examineStore } from '../examine/examine-store.ts';
import { type Finding, fault, note, well } from '../examine/finding.ts';
import { examineRoom } from '../examine/room.ts';
import { migrationsWith } from '../migrations/migrate.ts';
import { reasonOf } from '../unusable.ts';
import { checkUrl, leastVersion, postgresMigrations } from './open.ts';
import { openPostgresSource } from './store-to-copy.ts';

/** Looks at a database, which servers may be using. Nothing in it is changed. */
export async function examinePostgres(url: string, examination: Examination): Promise<readonly Finding[]> {
  const subject = 'database';
  try {
    checkUrl(url);
  } catch (error) {
    return [fault(subject, (error as Error).message, 'Correct DATABASE_URL.')];
  }
  await using store = await openPostgresSource(url);
  try {
    const ofServer = await store.reading((session) => examineServer(session, examination));
    const served = (await store.isServed())
      ? well('servers', 'the database has servers of Platen.')
      : note(
          'servers',
          'no server of Platen uses the database.',
          'Start one, unless all were stopped on purpose.',
        );
    const migrations = Object.keys(migrationsWith(postgresMigrations));
    return [...ofServer, served, ...(await examineStore(store, migrations, examination))];
  } catch (error) {
    const cause = (error as Error).cause ?? error;
    return [
      fault(
        subject,
        `it cannot be asked: ${reasonOf(cause)}.`,
        'Start PostgreSQL, or correct DATABASE_URL; servers answer 503 until then.',
      ),
    ];
  }
}

async function examineServer(session: ReadingSession, { nowMs }: Examination): Promise<Finding[]> {
  const [facts = {}] = await session.query(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('full_page_writes') as pages, (extract(epoch from clock_timestamp()) * 1000)::bigint as clock,
       coalesce((select sum(pg_total_relation_size(oid)) from pg_class
         where relkind = 'r' and relnamespace = current_schema()::regnamespace), 0)::bigint as bytes`,
  );
  return [
    Number.parseInt(String(facts.version), 10) < leastVersion
      ? fault('engine', `PostgreSQL ${facts.version} is too old.`, `Use ${leastVersion} or newer.`)
      : well('engine', `PostgreSQL ${facts.version}.`),
    facts.fsync === 'on' && facts.pages === 'on'
      ? well('durability', 'what is acknowledged is on the disk of the database.')
      : fault(
          'durability',
          `a crash can lose or damage what was acknowledged: fsync is ${facts.fsync}, full_page_writes is ${facts.pages}.`,
          'Set both to `on` in postgresql.conf, and reload it.',
        ),
    examineClock(Number(facts.clock) - nowMs),
    ...((await hasTables(session)) ? [await examineRoom(session, Number(facts.bytes), null, nowMs)] : []),
  ];
}

async function hasTables(session: ReadingSession): Promise<boolean> {
  const [row] = await session.query(`select to_regclass('job_count') is not null as found`);
  return Boolean(row?.found);
}

const [littleMs, muchMs] = [2_000, 60_000];

function examineClock(aheadMs: number): Finding {
  const away = `${Math.abs(Math.round(aheadMs / 100) / 10)} s ${aheadMs < 0 ? 'behind' : 'ahead of'} ours`;
  const text = `that of the database is ${away}.`;
  const fix = 'Keep all machines on time, as by chrony or systemd-timesyncd.';
  if (Math.abs(aheadMs) >= muchMs) return fault('clock', text, fix);
  return Math.abs(aheadMs) >= littleMs ? note('clock', text, fix) : well('clock', text);
}
