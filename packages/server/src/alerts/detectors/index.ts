export { type Advance, advance, type Standing } from './advance.ts';
export { amend, type LateBucket } from './amend.ts';
export { type Expected, expectedBand, expectedIn } from './band.ts';
export { type Calendar, calendarOf, type DayType, type Moment, type SpecialDay } from './calendar.ts';
export { discoveries } from './discoveries.ts';
export { contributionsTo, explain, type Going, type PartCounts } from './explain.ts';
export {
  alsoUsual,
  demand,
  demandOfShare,
  learnShare,
  notUsual,
  type Side,
  settled,
  settledShare,
  sideOf,
  withoutOld,
} from './opinion.ts';
export { type Part, type Pool, pooled } from './pool.ts';
export type { Maturity } from './profile.ts';
export {
  advanceShare,
  newShare,
  type ShareAdvance,
  type ShareBucket,
  type ShareState,
} from './proportion.ts';
export { type Bucket, newSeries, readSeries, type SeriesState } from './series.ts';
export type { Cause, Contribution, Verdict, VerdictKind } from './verdict.ts';
