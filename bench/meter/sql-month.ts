import type { Sums } from './engine.ts';
import { type Dialect, durations, jobColumns, type Month, monthMs } from './month.ts';

const slotMs = 900_000;
const hourMs = 3_600_000;
/** Rows made by one statement, so that no transaction grows too large. */
const rowsAtOnce = 500_000;

export type Rows = Record<string, unknown>[];

const sql: Dialect = {
  divided: (number, by) => `${number} / ${by}`,
  named: (prefix, number) => `'${prefix}' || ${number}`,
};

/** Statements for SQLite and PostgreSQL; `numbers` is what to select the column `i` from, a range of whole numbers. */
export function monthStatements(month: Month, numbers: (first: number, last: number) => string): string[] {
  const inserts: string[] = [];
  for (let first = 0; first < month.jobs; first += rowsAtOnce) {
    inserts.push(insertJobs(month, numbers(first, Math.min(first + rowsAtOnce, month.jobs) - 1)));
  }
  return [
    ...inserts,
    ...durationTable,
    histograms('wait', month),
    histograms('completion', month),
    countJobs(month),
  ];
}

function insertJobs({ orgId, jobs, startMs }: Month, numbers: string): string {
  const columns = { ...jobColumns(sql), abandoned: 'false' };
  return `
    insert into job (org_id, submitted_at, ${Object.keys(columns).join(', ')})
    select '${orgId}', at, ${Object.values(columns).join(', ')}
    from (select i, ${startMs} + i * ${monthMs} / ${jobs} as at from ${numbers}) as numbered`;
}

const durationTable = [
  'create temporary table duration (ms bigint primary key, bucket bigint)',
  `insert into duration values ${durations.map(([ms, bucket]) => `(${ms}, ${bucket})`).join(', ')}`,
];

const inState = (state: string) => `sum(case when state = '${state}' then 1 else 0 end)`;

/** The histograms of each place. */
function histograms(metric: 'wait' | 'completion', { orgId, startMs }: Month): string {
  const [end, which] = metric === 'wait' ? ['processing_at', ''] : ['finished_at', "and state = 'completed'"];
  return `
    create temporary table ${metric} as
    select slot, type, source, device, string_agg(bucket || ':' || n, ' ' order by bucket) as histogram from (
      select submitted_at - submitted_at % ${slotMs} as slot, type, source, device, bucket, count(*) as n
      from job join duration on ms = ${end} - submitted_at
      where org_id = '${orgId}' and submitted_at >= ${startMs} ${which} group by 1, 2, 3, 4, 5
    ) as counted group by 1, 2, 3, 4`;
}

function countJobs({ orgId, startMs }: Month): string {
  return `
    insert into job_count (org_id, slot, type, source, device, submitted, completed, cancelled, failed, open, abandoned,
      pages, color_pages, sheets, wait, completion)
    select counted.*, coalesce(wait.histogram, ''), coalesce(completion.histogram, '') from (
      select org_id, submitted_at - submitted_at % ${slotMs} as slot, type, source, device, count(*), ${inState('completed')},
        ${inState('cancelled')}, ${inState('failed')}, 0, 0, sum(pages), sum(color_pages), sum(sheets)
      from job where org_id = '${orgId}' and submitted_at >= ${startMs} group by 1, 2, 3, 4, 5
    ) as counted
    left join wait using (slot, type, source, device) left join completion using (slot, type, source, device)
    order by 1, 2, 3, 4, 5`;
}

/** By hour, type and source. */
export function addUpStatement({ orgId, startMs }: Month): string {
  return `
    select (submitted_at - ${startMs}) / ${hourMs} as part, type, source, count(*) as submitted,
      ${inState('completed')} as completed, ${inState('cancelled')} as cancelled, ${inState('failed')} as failed,
      sum(pages) as pages, sum(color_pages) as color_pages, sum(sheets) as sheets
    from job where org_id = '${orgId}' and submitted_at >= ${startMs} and submitted_at < ${startMs + monthMs}
    group by 1, 2, 3`;
}

export function sumsOf(rows: Rows): Sums {
  const sum = (name: keyof Sums) => rows.reduce((total, row) => total + Number(row[name]), 0);
  return { submitted: sum('submitted'), completed: sum('completed'), pages: sum('pages') };
}
