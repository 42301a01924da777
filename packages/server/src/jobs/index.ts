export { type Amounts, slotMs, type TimingMetric } from './contribution.ts';
export { nothingSeen } from './coverage.ts';
export { ingestJobs } from './ingest-jobs.ts';
export { type StoredJob, supersedes } from './job.ts';
export { getJobStats } from './job-stats.ts';
export { type EventBatch, readJsonBatch, readNdjsonBatch } from './read-batch.ts';
export { heard, signsOf } from './sign.ts';
export type { Declaration, Source } from './source.ts';
export { declareSource, listSources, retireSource } from './sources.ts';
export type {
  Batch,
  CountRow,
  IngestCounts,
  JobStore,
  JobsContext,
  MeterQuery,
  MeterRows,
  SourcesContext,
  TimingRow,
} from './store.ts';
export { type CountChange, Tally, type TimingChange } from './tally.ts';
