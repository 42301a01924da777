import type { Moment } from './calendar.ts';

/**
 * What is usual by the hour: for each of the 168 hours of a week of ordinary days, and each of the 24 of a holiday and of a
 * closure, the counts of the last such hours, oldest first.
 */
export type Profile = readonly (readonly number[])[];

export type Maturity = 'learning' | 'hour_of_day' | 'hour_of_week';

/** Jobs an hour, before the level is applied. */
export interface Usual {
  /** They differ where nobody can know yet what such a day is like. */
  readonly low: number;
  readonly high: number;
  /** What this hour had on the emptiest day, as long as the days of the week are not known apart; then as `low`. */
  readonly least: number;
  readonly maturity: Maturity;
  /** Of it, as a variance in squared means: the hours beside are quite different, or such days differ. */
  readonly doubt: number;
}

export const slotCount = 168 + 24 + 24;
export const emptyProfile: Profile = Array.from({ length: slotCount }, () => []);

/** Six like hours: of eight, what was usual two months ago had too much of a say. */
const kept = 6;
/** No hour is expected to be emptier: else its first job would be a miracle. */
const leastAnHour = 0.02;
const sunday = 6 * 24;
const rareDoubt = 0.25;
const steep = 0.2;

export function slotOf({ dayType, hourOfWeek }: Moment): number {
  switch (dayType) {
    case 'ordinary':
      return hourOfWeek;
    case 'holiday':
      return 168 + (hourOfWeek % 24);
    case 'closure':
      return 192 + (hourOfWeek % 24);
  }
}

/** The profile after an hour of this slot; one that was out of the ordinary hardly counts. */
export function withHour(
  profile: Profile,
  slot: number,
  count: number,
  usual: number,
  ordinary: boolean,
): Profile {
  const before = profile[slot] ?? [];
  const learned = ordinary || (before.length < 3 && count < usual) ? count : usual * 0.7 + count * 0.3;
  return profile.with(slot, [...before, Math.round(learned * 10) / 10].slice(-kept));
}

/**
 * What people have said to be expected, too, at an hour of the profile: jobs of that hour, and until when it may come about
 * again.
 */
export interface AlsoUsual {
  readonly count: number;
  readonly until: number;
}

/** By slot. */
export type AlsoUsualHours = Readonly<Record<number, AlsoUsual>>;

/**
 * Of an hour at this moment; between the middles of two hours it is interpolated when `finer` than hours. What is `also`
 * usual is in jobs an hour, as the profile is.
 */
export function usualAt(profile: Profile, moment: Moment, finer: boolean, also: AlsoUsualHours = {}): Usual {
  const here = usualOrAlso(profile, moment, also);
  if (!finer) return here;
  const off = moment.fraction - 0.5;
  const beside = usualOrAlso(
    profile,
    { ...moment, hourOfWeek: (moment.hourOfWeek + (off < 0 ? 167 : 1)) % 168 },
    also,
  );
  const share = Math.abs(off);
  return {
    low: here.low * (1 - share) + beside.low * share,
    high: here.high * (1 - share) + beside.high * share,
    least: here.least * (1 - share) + beside.least * share,
    maturity: here.maturity,
    doubt: here.doubt + (steep * (beside.high - here.high)) ** 2 / ((here.high + beside.high) / 2) ** 2,
  };
}

/** Anything between what is usual and what is also expected is usual. */
function usualOrAlso(profile: Profile, moment: Moment, also: AlsoUsualHours): Usual {
  const usual = usualIn(profile, moment);
  const expected = also[slotOf(moment)];
  if (expected === undefined) return usual;
  const count = Math.max(expected.count, leastAnHour);
  return {
    ...usual,
    low: Math.min(usual.low, count),
    high: Math.max(usual.high, count),
    least: Math.min(usual.least, count),
  };
}

function usualIn(profile: Profile, moment: Moment): Usual {
  if (moment.dayType === 'ordinary') return ordinary(profile, moment.hourOfWeek);
  // Some work on a holiday and some do not: anything between the emptiest such day, or a Sunday, and an ordinary day is usual.
  const known = profile[slotOf(moment)] ?? [];
  const quiet = ordinary(profile, sunday + (moment.hourOfWeek % 24));
  const busy = ordinary(profile, moment.hourOfWeek);
  return {
    low: Math.min(quiet.low, busy.low, ...known),
    high: Math.max(quiet.high, busy.high, ...known),
    least: Math.min(quiet.least, busy.least, ...known),
    maturity: busy.maturity,
    doubt: rareDoubt,
  };
}

function ordinary(profile: Profile, hourOfWeek: number): Usual {
  const own = profile[hourOfWeek] ?? [];
  if (own.length >= 3) return exactly(pooled(profile, hourOfWeek, own), 'hour_of_week');
  const sameHour = Array.from({ length: 7 }, (_, day) => profile[day * 24 + (hourOfWeek % 24)] ?? []);
  const pool = sameHour.flatMap((counts) => counts.slice(-2));
  if (pool.length === 0) return exactly(0, 'learning');
  const [first, second] = own;
  if (first === undefined) return exactly(median(pool), 'hour_of_day', Math.min(...pool));
  if (second === undefined) return exactly((first + 2 * median(pool)) / 3, 'hour_of_day', Math.min(...pool));
  return exactly(median([first, second, median(pool)]), 'hour_of_week');
}

function exactly(count: number, maturity: Maturity, least = count): Usual {
  const usual = Math.max(count, leastAnHour);
  return {
    low: usual,
    high: usual,
    least: Math.min(Math.max(least, leastAnHour), usual),
    maturity,
    doubt: 0,
  };
}

/**
 * The middle of the counts of an hour of the week; where these are few jobs, hours say little by themselves, and what such a
 * day and such an hour of any day have speaks, too, as so many jobs.
 */
function pooled(profile: Profile, hourOfWeek: number, own: readonly number[]): number {
  const middle = middleHalf(own);
  const jobs = middle * own.length;
  if (jobs > sparse) return middle;
  const day = Math.floor(hourOfWeek / 24) * 24;
  const ofDay = meanOf(profile, day, 1, 24);
  const ofHour = meanOf(profile, hourOfWeek % 24, 24, 7);
  const ofAll = meanOf(profile, 0, 1, 168);
  if (ofDay * ofHour === 0) return (middle * own.length) / (own.length + 1);
  const prior = (ofDay * ofHour) / ofAll;
  return (jobs + poolJobs) / (own.length + poolJobs / prior);
}

const sparse = 100;
const poolJobs = 8;

function meanOf(profile: Profile, first: number, step: number, slots: number): number {
  let [sum, hours] = [0, 0];
  for (let index = 0; index < slots; index++) {
    for (const count of profile[first + index * step] ?? []) {
      sum += count;
      hours++;
    }
  }
  return hours === 0 ? 0 : sum / hours;
}

/** The mean of the middle half: of counts that are mostly 0 the median would be 0, and the mean is moved by a single one. */
function middleHalf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor((values.length + 1) / 4);
  const middle = sorted.slice(cut, sorted.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
