export { advance } from './advance.ts';
export { amend } from './amend.ts';
export { expectedIn } from './band.ts';
export { type Calendar, calendarOf, type SpecialDay } from './calendar.ts';
export { discoveries } from './discoveries.ts';
export { explain, type PartCounts } from './explain.ts';
export {
  alsoUsual,
  demand,
  demandOfShare,
  learnShare,
  notUsual,
  type Side,
  settled,
  sideOf,
  withoutOld,
} from './opinion.ts';
export { pooled } from './pool.ts';
export { advanceShare, newShare, type ShareState } from './proportion.ts';
export { newSeries, readSeries, type SeriesState } from './series.ts';
export type { Verdict, VerdictKind } from './verdict.ts';
