import { Tally, timingMetrics } from '../../jobs/index.ts';
import { dayMs, formatInstant } from '../../kit/instant.ts';
import type { ReadingSession, Row, StoreToCopy } from '../copy/store-to-copy.ts';
import { countColumns } from '../count-columns.ts';
import { histogramText } from '../histogram-text.ts';
import { type JobRow, toJob } from '../job-row.ts';
import { type Finding, fault, well } from './finding.ts';

/** How many organizations are looked at, unless all of them are. */
const sampleOfOrganizations = 10;

const subject = 'counts';

/**
 * Counts the jobs of some days anew, and compares: of each organization the newest day and one at random, or `all` that
 * are kept.
 */
export async function recount(
  store: StoreToCopy,
  { all, random }: { readonly all: boolean; readonly random: () => number },
): Promise<Finding> {
  const spans = await store.reading(spansOf);
  const chosen = all
    ? spans
    : spans
        .map((span) => ({ span, order: random() }))
        .sort((a, b) => a.order - b.order)
        .slice(0, sampleOfOrganizations)
        .map(({ span }) => span);
  let [days, jobs] = [0, 0];
  const wrong: string[] = [];
  for (const { orgId, first, last } of chosen) {
    const between = () => first + Math.floor(random() * (last - first + 1));
    const looked = all ? Array.from({ length: last - first + 1 }, (_, n) => first + n) : [between(), last];
    for (const day of new Set(looked)) {
      const found = await store.reading((session) => recountDay(session, orgId, day));
      days++;
      jobs += found.jobs;
      wrong.push(...found.wrong);
    }
  }
  const looked = `${jobs} jobs on ${days} days of ${chosen.length} organizations`;
  if (wrong.length === 0) return well(subject, `they are those of the jobs: ${looked} were counted anew.`);
  return fault(
    subject,
    `they are not those of the jobs, in ${wrong.length} places; the first is ${wrong[0]}.`,
    'Something else than Platen wrote to the database, or a disk failed. Restore it from a backup, and send again what came since.',
  );
}

/** Days of UTC, counted from 1970. */
interface Span {
  readonly orgId: string;
  readonly first: number;
  readonly last: number;
}

/** From when on an organization has jobs, or counts of times whose jobs are kept. */
async function spansOf(session: ReadingSession): Promise<readonly Span[]> {
  const [floors] = await session.query('select jobs_from from retention');
  const rows = await session.query(`
    select org_id, (select min(submitted_at) from job where job.org_id = organization.org_id) as first_job,
      (select max(submitted_at) from job where job.org_id = organization.org_id) as last_job,
      (select min(slot) from job_count where job_count.org_id = organization.org_id) as first_slot,
      (select max(slot) from job_count where job_count.org_id = organization.org_id) as last_slot
    from organization`);
  return rows.flatMap((row) => {
    const times = [row.first_job, row.last_job, row.first_slot, row.last_slot].filter(
      (time) => time !== null,
    );
    const dayOf = (time: number) => Math.floor(Math.max(time, Number(floors?.jobs_from ?? 0)) / dayMs);
    const [first, last] = [Math.min(...times.map(Number)), Math.max(...times.map(Number))];
    return times.length === 0 ? [] : [{ orgId: String(row.org_id), first: dayOf(first), last: dayOf(last) }];
  });
}

interface Recount {
  readonly jobs: number;
  /** Where what is counted is not what there is. */
  readonly wrong: readonly string[];
}

async function recountDay(session: ReadingSession, orgId: string, day: number): Promise<Recount> {
  const selection = (table: string, time: string) => ({
    table,
    where: `org_id = ? and ${time} >= ? and ${time} < ?`,
    parameters: [orgId, day * dayMs, (day + 1) * dayMs],
  });
  const tally = new Tally();
  let jobs = 0;
  for await (const rows of session.readRows(selection('job', 'submitted_at'))) {
    for (const row of rows) tally.replace(undefined, toJob(row as unknown as JobRow));
    jobs += rows.length;
  }
  const kept = new Map<string, string>();
  for await (const rows of session.readRows(selection('job_count', 'slot'))) {
    for (const row of rows) kept.set(placeOf(row), columns.map((column) => row[column]).join());
  }
  const wrong: string[] = [];
  for (const [place, expected] of expectedOf(tally)) {
    if (kept.get(place) !== expected) wrong.push(`${orgId} ${place}`);
    kept.delete(place);
  }
  return { jobs, wrong: [...wrong, ...[...kept.keys()].map((place) => `${orgId} ${place}`)] };
}

const columns = [...Object.values(countColumns), ...timingMetrics];

const namesOfCounts = Object.keys(countColumns) as (keyof typeof countColumns)[];

function expectedOf(tally: Tally): Map<string, string> {
  const expected = new Map<string, string>();
  for (const { key, amounts, ...histograms } of tally.changes()) {
    const values = [
      ...namesOfCounts.map((name) => amounts[name]),
      ...timingMetrics.map((metric) => histogramText(histograms[metric])),
    ];
    expected.set(placeOf({ ...key }), values.join());
  }
  return expected;
}

function placeOf({ slot, type, source, device }: Row): string {
  return `${formatInstant(Number(slot))} ${type} of ${source}, device ${device ?? ''}`;
}
