import type { CountRow } from '../../jobs/index.ts';
import { hashBits, hashModulus, type Row } from '../copy/store-to-copy.ts';
import { histogramText, readHistogram } from '../histogram-text.ts';
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

/** Counts by slot as engines of SQL have them. `slots` are where the parts begin. */
export function countedRows(orgId: string, slots: readonly number[], rows: readonly CountRow[]): Row[] {
  return rows.map((row) => ({
    org_id: orgId,
    slot: slots[row.part] ?? 0,
    type: row.type,
    source: row.source,
    device: row.device ?? '',
    submitted: row.submitted,
    completed: row.completed,
    cancelled: row.cancelled,
    failed: row.failed,
    open: row.open,
    abandoned: row.abandoned,
    pages: row.pages,
    color_pages: row.colorPages,
    sheets: row.sheets,
    wait: histogramText(row.wait),
    completion: histogramText(row.completion),
  }));
}

/** Counts by slot as rows of the roll-up. */
export function rollUpRows(counted: readonly Row[], generation: number): object[] {
  return counted.map(({ wait, completion, ...row }) => {
    const [waits, completions] = [readHistogram(String(wait)), readHistogram(String(completion))];
    return {
      ...row,
      hour: hourOf(Number(row.slot)),
      generation,
      wait_bucket: [...waits.keys()],
      wait_n: [...waits.values()],
      completion_bucket: [...completions.keys()],
      completion_n: [...completions.values()],
    };
  });
}
