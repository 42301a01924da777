export {
  type Amounts,
  amountNames,
  type SlotKey,
  slotMs,
  type TimingMetric,
  timingMetrics,
} from './contribution.ts';
export { type Job, type StoredJob, supersedes } from './job.ts';
export { type Declaration, heard, type Sign, type Source, signsOf } from './source.ts';
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
