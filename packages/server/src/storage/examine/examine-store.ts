import { isStale, type Keep, keptFrom } from '../../jobs/index.ts';
import { dayMs, formatInstant, hourMs } from '../../kit/instant.ts';
import type { ReadingSession, StoreToCopy } from '../copy/store-to-copy.ts';
import { type SourceRow, toSource } from '../source-row.ts';
import { type Finding, fault, note, well } from './finding.ts';
import { recount } from './recount.ts';

export interface Examination {
  readonly nowMs: number;
  readonly keep: Keep;
  /** False: jobs and their counts are on another engine than the ledger. */
  readonly hasMeter: boolean;
  /** Count all days anew, and not some. */
  readonly all: boolean;
  readonly random: () => number;
}

/** Looks at what is in a store, which may be served meanwhile. `migrations`: the names of all that its engine runs. */
export async function examineStore(
  store: StoreToCopy,
  migrations: readonly string[],
  examination: Examination,
): Promise<readonly Finding[]> {
  const versions = await store.reading((session) => examineMigrations(session, migrations));
  if (versions.verdict === 'fault') return [versions];
  const rest = await store.reading(async (session) => [
    await examineCopy(session),
    await examineKeys(session, examination),
    await examineRetention(session, examination),
    await examineSources(session, examination),
  ]);
  const counts = examination.hasMeter ? [await recount(store, examination)] : [];
  return [versions, ...rest.flat(), ...counts];
}

async function examineMigrations(session: ReadingSession, migrations: readonly string[]): Promise<Finding> {
  const subject = 'tables';
  const rows = await session.query('select name from kysely_migration').catch(() => []);
  const found = rows.map(({ name }) => String(name));
  const unknown = found.filter((name) => !migrations.includes(name));
  if (unknown.length > 0)
    return fault(
      subject,
      `they are of a newer Platen, which made ${unknown.join(', ')}.`,
      'Run that version, or restore the backup from before the update.',
    );
  const missing = migrations.filter((name) => !found.includes(name)).sort();
  if (missing.length > 0)
    return fault(
      subject,
      `they are not up to date: ${missing.join(', ')} is missing.`,
      'Start a server of this version, which brings them up to date.',
    );
  return well(subject, `they are up to date, by ${found.length} migrations.`);
}

async function examineCopy(session: ReadingSession): Promise<readonly Finding[]> {
  const rows = await session.query('select id from store_copy where complete = 0');
  if (rows.length === 0) return [];
  return [
    fault(
      'copy',
      'another store is being copied to this one, and not all of it is there.',
      'Run `platen migrate-store` again to its end.',
    ),
  ];
}

async function examineKeys(session: ReadingSession, { nowMs }: Examination): Promise<Finding> {
  const subject = 'operator keys';
  const rows = await session.query(
    'select expires_at, revoked_at from api_key where org_id is null and (expires_at is null or expires_at > ?)',
    [nowMs],
  );
  const valid = rows.filter(({ revoked_at }) => revoked_at === null);
  if (valid.length > 0) return well(subject, `${valid.length} may be used.`);
  const [ever] = await session.query('select id from api_key where org_id is null limit 1');
  return ever
    ? fault(
        subject,
        'all are revoked or have expired, so that nobody can make another.',
        'Restore a backup in which one is valid; and let one operator key be without an end.',
      )
    : note(subject, 'there is none yet.', 'Start the server, which makes one and shows it once.');
}

async function examineRetention(session: ReadingSession, { nowMs, keep }: Examination): Promise<Finding> {
  const subject = 'retention';
  const [floors] = await session.query('select jobs_from, counts_from from retention');
  const [oldest] = await session.query(
    `select min((select min(submitted_at) from job where job.org_id = organization.org_id)) as jobs,
       min((select min(slot) from job_count where job_count.org_id = organization.org_id)) as counts from organization`,
  );
  const since = (time: unknown) => (time ? `from ${formatInstant(Number(time))} on` : 'none yet');
  const kept = `jobs ${since(oldest?.jobs)}, counts ${since(oldest?.counts)}; ${
    floors
      ? `what is from before ${formatInstant(Number(floors.jobs_from))} is closed`
      : 'nothing was dropped yet'
  }`;
  const isOverdue = (time: unknown, days: number) =>
    time !== null && time !== undefined && Number(time) < keptFrom(days, nowMs) - overdueMs;
  if (isOverdue(oldest?.jobs, keep.jobsDays) || isOverdue(oldest?.counts, keep.countsDays))
    return note(
      subject,
      `there is older than is kept (${keep.jobsDays} and ${keep.countsDays} days): ${kept}.`,
      'A running server drops it. Set PLATEN_KEEP_JOBS_DAYS and PLATEN_KEEP_COUNTS_DAYS higher before, if you want it.',
    );
  return well(subject, `${keep.jobsDays} days of jobs and ${keep.countsDays} of counts: ${kept}.`);
}

/** What a server that runs has dropped by then. */
const overdueMs = dayMs + hourMs;

async function examineSources(session: ReadingSession, { nowMs }: Examination): Promise<readonly Finding[]> {
  const rows = await session.query('select * from source where retired_at is null order by org_id, source');
  const silent = rows.filter((row) => isStale(toSource(row as unknown as SourceRow), nowMs));
  if (silent.length === 0)
    return [well('sources', `of ${rows.length}, none that promised to report is silent.`)];
  return silent
    .slice(0, mostSilent)
    .map(({ org_id, source, heard_at }) =>
      note(
        'sources',
        `${source} of ${org_id} is silent ${heard_at === null ? 'since it was declared' : `since ${formatInstant(Number(heard_at))}`}.`,
        'Look after what reports there, or retire the source.',
      ),
    );
}

const mostSilent = 10;
