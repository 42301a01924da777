import { type Dialect, durations, jobColumns, type Month, monthMs } from './month.ts';

const slotMs = 900_000;
const hourMs = 3_600_000;
const rowsAtOnce = 10_000_000;

const dialect: Dialect = {
  divided: (number, by) => `intDiv(${number}, ${by})`,
  named: (prefix, number) => `concat('${prefix}', toString(${number}))`,
};

/** Fills the month and counts it, as the server would once every hour of it has settled. */
export function monthStatements(database: string, month: Month): string[] {
  const statements: string[] = [];
  for (let first = 0; first < month.jobs; first += rowsAtOnce) {
    statements.push(insertJobs(database, month, first, Math.min(rowsAtOnce, month.jobs - first)));
  }
  return [
    ...statements,
    countStatement(database, `org_id = '${month.orgId}' and submitted_at >= ${month.startMs}`),
  ];
}

function insertJobs(database: string, { orgId, jobs, startMs }: Month, first: number, count: number): string {
  const { processing_at = '', finished_at = '', state = '', ...others } = jobColumns(dialect);
  const bucket = (end: string) =>
    `toInt16(transform(${end} - at, [${durations.map(([ms]) => ms)}], [${durations.map(([, number]) => number)}], 0))`;
  const columns = {
    ...others,
    org_id: `'${orgId}'`,
    hour: `intDiv(at, ${hourMs}) * ${hourMs}`,
    submitted_at: 'at',
    version: '1',
    state,
    processing_at,
    finished_at,
    abandoned: '0',
    wait_bucket: bucket(processing_at),
    completion_bucket: `if(${state} = 'completed', toNullable(${bucket(finished_at)}), null)`,
  };
  return `
    insert into ${database}.job (${Object.keys(columns).join(', ')})
    select ${Object.values(columns).join(', ')}
    from (select i, ${startMs} + intDiv(i * ${monthMs}, ${jobs}) as at
      from (select toInt64(number) + ${first} as i from numbers(${count})))`;
}

/** Puts into the roll-up what the jobs come to for which `which` holds, each with one version. */
export function countStatement(database: string, which: string): string {
  const histogram = (bucket: string) =>
    `sumMap(if(isNull(${bucket}), emptyArrayInt16(), [assumeNotNull(${bucket})]),
       if(isNull(${bucket}), emptyArrayUInt64(), [toUInt64(1)]))`;
  return `
    insert into ${database}.job_count (org_id, hour, generation, slot, type, source, device, submitted, completed,
      cancelled, failed, open, abandoned, pages, color_pages, sheets, wait_bucket, wait_n, completion_bucket, completion_n)
    select org_id, hour, 1, slot, type, source, machine, submitted, completed, cancelled, failed, 0, 0, pages, color_pages,
      sheets, wait.1, wait.2, completion.1, completion.2
    from (
      select org_id, hour, intDiv(submitted_at, ${slotMs}) * ${slotMs} as slot, type, source,
        ifNull(device, '') as machine, count() as submitted, countIf(state = 'completed') as completed,
        countIf(state = 'cancelled') as cancelled, countIf(state = 'failed') as failed,
        sum(ifNull(pages, 0)) as pages, sum(ifNull(color_pages, 0)) as color_pages, sum(ifNull(sheets, 0)) as sheets,
        ${histogram('wait_bucket')} as wait, ${histogram('completion_bucket')} as completion
      from ${database}.job where ${which}
      group by org_id, hour, slot, type, source, machine)`;
}

/** By hour, type and source, and then all of that, so that little has to be told. */
export function sumsStatement(database: string, { orgId, startMs }: Month): string {
  return `
    select sum(submitted), sum(completed), sum(pages) from (
      select intDiv(submitted_at - ${startMs}, ${hourMs}) as part, type, source, count() as submitted,
        countIf(state = 'completed') as completed, countIf(state = 'cancelled') as cancelled,
        countIf(state = 'failed') as failed, sum(pages) as pages, sum(color_pages) as color, sum(sheets) as sheets
      from ${database}.job
      where org_id = '${orgId}' and hour >= ${startMs} and submitted_at >= ${startMs} and submitted_at < ${startMs + monthMs}
      group by part, type, source)`;
}
