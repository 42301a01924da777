import { invalidField, type JobStats, type JobStatsQuery } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import { jobsBody, sightOf, totalsBody } from './counts-body.ts';
import { groupsBody } from './groups.ts';
import { parseStatsWindow, type StatsWindow } from './stats-window.ts';
import type { JobsContext, MeterQuery } from './store.ts';
import { addRows, type SumByType } from './sum.ts';
import { watermarkOf } from './watermark.ts';

/** Counts the organization's jobs of a window, in buckets and in groups if asked. Refuses a window that makes no sense. */
export async function getJobStats(
  jobs: JobsContext,
  org: { readonly orgId: string; readonly timeZone: string },
  query: JobStatsQuery,
): Promise<JobStats> {
  const window = parseStatsWindow(query, org.timeZone, jobs.clock.now());
  const { boundaries, interval, types, groupBy } = window;
  refuseBefore((await jobs.store.floors()).counts, boundaries[0] ?? 0);
  // The sources are read first: the counts may then know more than the watermark says, but never less.
  const list = await jobs.store.listSources(org.orgId);
  const sources = new Map(list.map((source) => [source.source, source]));
  const [rows = [], rowsByDevice = []] = await jobs.store.readMeter(org.orgId, meterQueries(window));

  const whole: SumByType = new Map();
  const parts = boundaries.slice(1).map((): SumByType => new Map());
  addRows(rows, sources, ({ part }) => [whole, parts[part] ?? new Map()]);

  const sight = sightOf(list, types);
  const watermark = watermarkOf(list, types);
  const isComplete = (end: number) => watermark !== null && watermark >= end;
  const [start = 0, end = 0] = [boundaries[0], boundaries.at(-1)];
  return {
    org_id: org.orgId,
    from: formatInstant(start),
    to: formatInstant(end),
    time_zone: window.timeZone,
    interval,
    complete: isComplete(end),
    watermark: watermark === null ? null : formatInstant(watermark),
    jobs: jobsBody(whole, sight, types),
    totals: totalsBody(whole, sight),
    ...(interval && {
      series: parts.map((sums, part) => {
        const [from = 0, to = 0] = boundaries.slice(part, part + 2);
        return {
          start: formatInstant(from),
          end: formatInstant(to),
          complete: isComplete(to),
          jobs: jobsBody(sums, sight, types),
        };
      }),
    }),
    ...(groupBy && {
      groups: groupsBody(groupBy === 'device' ? rowsByDevice : rows, sources, groupBy, window),
    }),
  };
}

/** Of what is not kept any more nothing is known: it is not 0, and a sum with a part of it is not known either. */
function refuseBefore(floor: number, start: number): void {
  if (start >= floor) return;
  throw invalidField(
    'query.from',
    `asks for counts from ${formatInstant(start)} on, which are kept from ${formatInstant(floor)} on`,
    'Ask from then on; with an `interval` the window begins with a whole one.',
  );
}

function meterQueries({ boundaries, types, groupBy }: StatsWindow): MeterQuery[] {
  const queries: MeterQuery[] = [{ boundaries, types, by: 'source' }];
  if (groupBy === 'device') {
    const wholeWindow = boundaries.filter((_, index) => index === 0 || index === boundaries.length - 1);
    queries.push({ boundaries: wholeWindow, types, by: 'device' });
  }
  return queries;
}
