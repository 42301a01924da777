import { bucketOf } from '../../packages/server/src/jobs/histogram.ts';
import type { Child } from '../support/children.ts';
import { postBody } from '../support/senders.ts';
import type { Engine, Place } from './engine.ts';

const dayMs = 86_400_000;
const slotMs = 900_000;
export const monthMs = 30 * dayMs;
/** Rows made by one statement, so that no transaction grows too large. */
const rowsAtOnce = 500_000;

/** What every organization has, however many jobs: its counts have no more rows for more of them. */
export const fleet = { sources: 2, devices: 10, types: ['print', 'scan'] } as const;

export interface Month {
  readonly orgId: string;
  readonly key: string;
  readonly jobs: number;
  readonly startMs: number;
}

/**
 * Fills 30 days of an organization evenly with jobs, and counts them, by statements of the database alone: what ingest
 * would have made of them, in a fraction of the time.
 */
export async function fillMonth(place: Place, engine: Engine, month: Month): Promise<void> {
  const inserts: string[] = [];
  for (let first = 0; first < month.jobs; first += rowsAtOnce) {
    inserts.push(insertJobs(month, engine.numbers(first, Math.min(first + rowsAtOnce, month.jobs) - 1)));
  }
  await place.run(
    ...inserts,
    ...durationTables(),
    countJobs(month),
    ...metrics.map((m) => countTimings(month, m)),
    'select 1',
  );
}

const waits = Array.from({ length: 50 }, (_, i) => 1_000 + i * 200);
const completions = Array.from({ length: 90 }, (_, i) => 9_000 + i * 500);
const metrics = ['wait', 'completion'] as const;

/** A number below `choices` that cannot be told from the number of the job, nor from those of other `multiplier`s. */
const scattered = (choices: number, multiplier: number) =>
  `(((i * ${multiplier}) % 4294967291) / 65536 % ${choices})`;
const device = scattered(fleet.devices, 2654435761);
const jobColumns = {
  source: `'cups-' || (${device} % ${fleet.sources})`,
  job_id: "'job-' || i",
  type: `case when ${scattered(5, 2246822519)} = 0 then 'scan' else 'print' end`,
  state: `case ${scattered(6, 3266489917)} when 0 then 'cancelled' when 1 then 'failed' else 'completed' end`,
  updated_at: 'at + 60000',
  processing_at: `at + 1000 + ${scattered(waits.length, 668265263)} * 200`,
  finished_at: `at + 9000 + ${scattered(completions.length, 374761393)} * 500`,
  reason: 'null',
  pages: `1 + ${scattered(17, 3339675911)}`,
  color_pages: scattered(3, 2869860233),
  sheets: `1 + ${scattered(9, 1540483477)}`,
  copies: '1',
  device: `'mfp-' || ${device}`,
  abandoned: 'false',
};

function insertJobs({ orgId, jobs, startMs }: Month, numbers: string): string {
  return `
    insert into job (org_id, submitted_at, ${Object.keys(jobColumns).join(', ')})
    select '${orgId}', at, ${Object.values(jobColumns).join(', ')}
    from (select i, ${startMs} + i * ${monthMs} / ${jobs} as at from ${numbers}) as numbered`;
}

function countJobs({ orgId, startMs }: Month): string {
  const of = (state: string) => `sum(case when state = '${state}' then 1 else 0 end)`;
  return `
    insert into job_count (org_id, slot, type, source, device, submitted, completed, cancelled, failed, open, abandoned,
      pages, color_pages, sheets)
    select org_id, submitted_at - submitted_at % ${slotMs}, type, source, device, count(*), ${of('completed')},
      ${of('cancelled')}, ${of('failed')}, 0, 0, sum(pages), sum(color_pages), sum(sheets)
    from job where org_id = '${orgId}' and submitted_at >= ${startMs} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`;
}

/** Each duration with the bucket of the histogram that it falls into. */
function durationTables(): string[] {
  const values = [...new Set([...waits, ...completions])].map((ms) => `(${ms}, ${bucketOf(ms / 1000)})`);
  return [
    'create temporary table duration (ms bigint primary key, bucket bigint)',
    `insert into duration values ${values.join(', ')}`,
  ];
}

function countTimings({ orgId, startMs }: Month, metric: (typeof metrics)[number]): string {
  const [end, which] = metric === 'wait' ? ['processing_at', ''] : ['finished_at', "and state = 'completed'"];
  return `
    insert into job_timing (org_id, slot, type, source, device, metric, bucket, n)
    select org_id, submitted_at - submitted_at % ${slotMs}, type, source, device, '${metric}', bucket, count(*)
    from job join duration on ms = ${end} - submitted_at
    where org_id = '${orgId}' and submitted_at >= ${startMs} ${which} group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`;
}

/** Lets the server hear of the sources what they can see, by jobs of long before the month. */
export async function introduceSources(platen: Child, { orgId, key, startMs }: Month): Promise<void> {
  const at = (seconds: number) => new Date(startMs - 10 * dayMs + seconds * 1000).toISOString();
  const events = Array.from({ length: fleet.sources }, (_, source) =>
    fleet.types.flatMap((type) =>
      ['completed', 'cancelled', 'failed'].map((state) => ({
        ...{ source: `cups-${source}`, job_id: `${type} ${state}`, type, state, device: 'mfp-0' },
        ...{ submitted_at: at(0), processing_at: at(1), finished_at: at(9), updated_at: at(60) },
        ...{ pages: 1, color_pages: 0, sheets: 1, copies: 1 },
      })),
    ),
  );
  await postBody(platen.hello.url ?? '', { orgId, key, body: JSON.stringify(events.flat()) });
}
