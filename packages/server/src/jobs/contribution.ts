import type { JobType } from '@platen/contract';
import { minuteMs } from '../kit/instant.ts';
import { bucketOf, type Histogram } from './histogram.ts';
import type { StoredJob } from './job.ts';

/** Counts are kept per quarter of an hour of `submittedAt`: every time zone's hours and days are whole numbers of these. */
export const slotMs = 15 * minuteMs;

/** Where a job is counted. */
export interface SlotKey {
  /** The slot's first millisecond. */
  readonly slot: number;
  readonly type: JobType;
  readonly source: string;
  readonly device: string | null;
}

export const amountNames = [
  'submitted',
  'completed',
  'cancelled',
  'failed',
  'open',
  'abandoned',
  'pages',
  'colorPages',
  'sheets',
] as const;
/** What is counted. */
export type Amounts = { readonly [name in (typeof amountNames)[number]]: number };

export const noAmounts: Amounts = {
  submitted: 0,
  completed: 0,
  cancelled: 0,
  failed: 0,
  open: 0,
  abandoned: 0,
  pages: 0,
  colorPages: 0,
  sheets: 0,
};

/** `wait`: from submission to the start of processing. `completion`: from submission to completion. */
export const timingMetrics = ['wait', 'completion'] as const;
export type TimingMetric = (typeof timingMetrics)[number];
export type Histograms = { readonly [metric in TimingMetric]: Histogram };

export interface Contribution {
  readonly key: SlotKey;
  readonly amounts: Amounts;
  /** The histogram bucket of each duration; null where the event does not tell it. */
  readonly timings: { readonly [metric in TimingMetric]: number | null };
}

/** What one job adds to the counts of its slot. */
export function contributionOf(job: StoredJob): Contribution {
  const { state, type, source, device, submittedAt } = job;
  const completed = state === 'completed';
  const cancelled = state === 'cancelled';
  const failed = state === 'failed';
  return {
    key: { slot: slotOf(submittedAt), type, source, device },
    amounts: {
      submitted: 1,
      completed: Number(completed),
      cancelled: Number(cancelled),
      failed: Number(failed),
      open: Number(!completed && !cancelled && !failed),
      abandoned: Number(job.abandoned),
      pages: job.pages ?? 0,
      colorPages: job.colorPages ?? 0,
      sheets: job.sheets ?? 0,
    },
    timings: {
      wait: bucketBetween(submittedAt, job.processingAt),
      completion: bucketBetween(submittedAt, completed ? job.finishedAt : null),
    },
  };
}

export function slotOf(ms: number): number {
  return Math.floor(ms / slotMs) * slotMs;
}

function bucketBetween(fromMs: number, toMs: number | null): number | null {
  return toMs === null ? null : bucketOf((toMs - fromMs) / 1000);
}
