import { hourMs, minuteMs } from '../../kit/instant.ts';
import { zoned } from '../../kit/zone.ts';
import type { Calendar } from './calendar.ts';
import type { Maturity } from './profile.ts';

/** What a sentence tells of: jobs in a window, and how likely that is. */
export interface Told {
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly log10: number;
  readonly maturity: Maturity;
  readonly calendar: Calendar;
}

export function spikeSentence(told: Told): string {
  const { observed, expected, high } = told;
  return `${jobs(observed)} came in ${window(told)}, where about ${amount(expected)} were to be expected and hardly more than ${amount(high)}: ${chance(told)}.`;
}

export function dropSentence(told: Told): string {
  const { observed, expected, low } = told;
  return `Only ${jobs(observed)} came in ${window(told)}, where about ${amount(expected)} were to be expected and hardly less than ${amount(low)}: ${chance(told)}.`;
}

export function silenceSentence(told: Told): string {
  const { from, expected, calendar } = told;
  return `No job has come since ${clock(from, calendar)} on ${day(from, calendar)}, where about ${amount(expected)} were to be expected until ${clock(told.to, calendar)}: ${chance(told)}.`;
}

/** Of jobs that were given up or failed; waits in seconds. */
export function shareSentence(
  told: Told & { readonly of: number; readonly what: string; readonly waits: Waits | null },
): string {
  const { observed, expected, high, of, what, waits } = told;
  const waited =
    waits === null
      ? ''
      : `, while jobs waited a median ${seconds(waits.now)}, normally ${seconds(waits.usual)}`;
  return `${percent(observed)} of ${jobs(of)} were ${what} in ${window(told)}${waited}, where about ${percent(expected)} were to be expected and hardly more than ${percent(high)}: ${chance(told)}.`;
}

export interface Waits {
  readonly now: number;
  readonly usual: number;
}

function jobs(count: number): string {
  return count === 1 ? '1 job' : `${amount(count)} jobs`;
}

function amount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: count < 10 ? 1 : 0 });
}

function percent(share: number): string {
  return `${(share * 100).toLocaleString('en-US', { maximumFractionDigits: share < 0.1 ? 1 : 0 })} %`;
}

function seconds(value: number): string {
  return `${Math.round(value)} s`;
}

function window({ from, to, calendar }: Told): string {
  const length = to - from;
  const span =
    length === hourMs
      ? 'the hour'
      : length < hourMs
        ? `the ${length / minuteMs} minutes`
        : `the ${length / hourMs} hours`;
  return `${span} until ${clock(to, calendar)} on ${day(to, calendar)}`;
}

function clock(at: number, { timeZone }: Calendar): string {
  return zoned(at, timeZone).toPlainTime().toString().slice(0, 5);
}

function day(at: number, { timeZone }: Calendar): string {
  return `${zoned(at, timeZone).toPlainDate().toString()} (${timeZone})`;
}

function chance({ log10, maturity }: Told): string {
  const odds = 10 ** Math.floor(-log10);
  const seldom = log10 < -6 ? 'less than once in a million' : `about once in ${odds.toLocaleString('en-US')}`;
  return `by chance ${seldom}, judged by ${basis[maturity]}`;
}

const basis: Readonly<Record<Maturity, string>> = {
  learning: 'the little that is known',
  hour_of_day: 'the hour of the day alone, as few weeks are known',
  hour_of_week: 'the same hours of past weeks',
};
