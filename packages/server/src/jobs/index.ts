export {
  type Amounts,
  amountNames,
  contributionOf,
  type Histograms,
  slotMs,
  type TimingMetric,
  timingMetrics,
} from './contribution.ts';
export { countSteps, medianWait, type StepCount } from './count-steps.ts';
export { nothingSeen } from './coverage.ts';
export type { Histogram } from './histogram.ts';
export { ingestJobs } from './ingest-jobs.ts';
export { isTerminal, type StoredJob, supersedes } from './job.ts';
export { getJobStats } from './job-stats.ts';
export { defaultKeep, dropSome, isDropDue, keptFrom, raiseFloors, splitAtFloor } from './keep.ts';
export { type EventBatch, readJsonBatch, readNdjsonBatch } from './read-batch.ts';
export { recallJobs } from './recall-jobs.ts';
export { heard, type Sign, signsOf } from './sign.ts';
export { type Declaration, reportedTypes, type Source } from './source.ts';
export { declareSource, listSources, retireSource } from './sources.ts';
export type {
  Batch,
  CountRow,
  IngestCounts,
  JobStore,
  JobsContext,
  Keep,
  MeterQuery,
  RetentionStore,
  SourcesContext,
  Taken,
} from './store.ts';
export { type CountChange, Tally } from './tally.ts';
export { isStale, reportedUntil } from './watermark.ts';
