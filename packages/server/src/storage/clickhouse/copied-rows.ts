import type { MeterRows } from '../../jobs/index.ts';
import { hashBits, hashModulus, type Row } from '../copy/store-to-copy.ts';
import { hourOf } from './job-rows.ts';

/** The columns of a job as engines of SQL have them, in the order of their names. */
const jobColumns = [
  'abandoned',
  'color_pages',
  'copies',
  'device',
  'finished_at',
  'job_id',
  'org_id',
  'pages',
  'processing_at',
  'reason',
  'sheets',
  'source',
  'state',
  'submitted_at',
  'type',
  'updated_at',
];

const textOf = (column: string) =>
  `ifNull(concat(toString(lengthUTF8(toString(${column}))), ':', toString(${column})), '-')`;
const hash = `SHA256(concat(${jobColumns.map(textOf).join(', ')}))`;

/** Expressions of SQL for the digest of some jobs: a sum that is too great for 64 bits loses only what the modulus would take. */
export const digestOfJobs = `count(), sum(reinterpretAsUInt64(reverse(substring(${hash}, 1, ${hashBits / 8})))) % ${hashModulus}`;

export interface CountedRows {
  readonly job_count: readonly Row[];
  readonly job_timing: readonly Row[];
}

/** Counts by slot as engines of SQL have them. `slots` are where the parts begin. */
export function countedRows(orgId: string, slots: readonly number[], rows: MeterRows): CountedRows {
  const placeOf = ({
    part,
    type,
    source,
    device,
  }: MeterRows['counts'][number] | MeterRows['timings'][number]) => ({
    org_id: orgId,
    slot: slots[part] ?? 0,
    type,
    source,
    device: device ?? '',
  });
  return {
    job_count: rows.counts.map((row) => ({
      ...placeOf(row),
      submitted: row.submitted,
      completed: row.completed,
      cancelled: row.cancelled,
      failed: row.failed,
      open: row.open,
      abandoned: row.abandoned,
      pages: row.pages,
      color_pages: row.colorPages,
      sheets: row.sheets,
    })),
    job_timing: rows.timings.map((row) => ({
      ...placeOf(row),
      metric: row.metric,
      bucket: row.bucket,
      n: row.n,
    })),
  };
}

/** Counts by slot as rows of the roll-up. */
export function rollUpRows({ job_count, job_timing }: CountedRows, generation: number): object[] {
  const placeOf = ({ slot, type, source, device }: Row) => `${slot}\n${type}\n${source}\n${device}`;
  const timings = Map.groupBy(job_timing, placeOf);
  return job_count.map((row) => {
    const ofPlace = timings.get(placeOf(row)) ?? [];
    const wait = ofPlace.filter(({ metric }) => metric === 'wait');
    const completion = ofPlace.filter(({ metric }) => metric === 'completion');
    return {
      ...row,
      hour: hourOf(Number(row.slot)),
      generation,
      wait_bucket: wait.map(({ bucket }) => bucket),
      wait_n: wait.map(({ n }) => n),
      completion_bucket: completion.map(({ bucket }) => bucket),
      completion_n: completion.map(({ n }) => n),
    };
  });
}
