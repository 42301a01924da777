export { type Advance, advance, type Standing } from './advance.ts';
export { type Calendar, calendarOf, type DayType, type Moment, type SpecialDay } from './calendar.ts';
export { type Bucket, newSeries, readSeries, type SeriesState } from './series.ts';
export type { Cause, Contribution, Verdict, VerdictKind } from './verdict.ts';
