import { hourMs } from '../../kit/instant.ts';
import { type Bursts, burstsAfter, noBursts, standingOut } from './bursts.ts';
import { firstSpread, type Spread, spreadAfter, spreadOf } from './spread.ts';
import { log10AtLeast, log10AtMost } from './tails.ts';

/** A bucket that ended, beside what was expected of it. */
export interface Reading {
  readonly count: number;
  readonly low: number;
  readonly high: number;
  /** Fewer than that are too few. */
  readonly least: number;
  /** How busy it was just before, beside what is usual. */
  readonly today: number;
  /** How restless this hour of the week is beside others, and how little is known of such a day. */
  readonly unrest: number;
  readonly doubt: number;
}

/** What was learned of windows of so many buckets. */
export interface Scale {
  readonly buckets: number;
  /** Around what is usual, and around what was to be expected of today. */
  readonly usual: Spread;
  readonly today: Spread;
  readonly bursts: Bursts;
}

/** A window of buckets, the last of which just ended. */
export interface Window {
  readonly buckets: number;
  readonly count: number;
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly leastToday: number;
  readonly highToday: number;
  readonly spread: number;
  readonly spreadToday: number;
}

/** How unusual a window is; `strength` 1 is the limit. */
export interface Finding {
  readonly strength: number;
  /** log10 of the probability. */
  readonly log10: number;
  readonly window: Window;
}

/** One bucket, a quarter of an hour, and 1, 2, 4 and 8 hours: what is slight but lasts shows in the longer ones. */
export function scalesOf(stepMs: number): readonly Scale[] {
  const hours = [0, 0.25, 1, 2, 4, 8].map((each) => Math.max(1, Math.round((each * hourMs) / stepMs)));
  const distinct = hours.filter((buckets, index) => hours.indexOf(buckets) === index);
  return distinct.map((buckets) => ({ buckets, usual: firstSpread, today: firstSpread, bursts: noBursts }));
}

/** The windows that end with the last reading, of those scales for which there are enough readings. */
export function windowsOf(scales: readonly Scale[], readings: readonly Reading[]): readonly Window[] {
  const windows: Window[] = [];
  let [count, low, high, least, leastToday, highToday, unrest, doubt] = [0, 0, 0, 0, 0, 0, 0, 0];
  let taken = 0;
  for (const { buckets, usual, today } of scales) {
    if (buckets > readings.length) break;
    for (; taken < buckets; taken++) {
      const reading = readings[readings.length - 1 - taken];
      if (reading === undefined) break;
      count += reading.count;
      low += reading.low;
      high += reading.high;
      least += reading.least;
      leastToday += reading.least * reading.today;
      highToday += reading.high * reading.today;
      unrest += reading.unrest * reading.high;
      doubt += reading.doubt * reading.high;
    }
    const spread = (learned: Spread) => (spreadOf(learned) * unrest + doubt) / high;
    windows.push({
      ...{ buckets, count, low, high, least, leastToday, highToday },
      ...{ spread: spread(usual), spreadToday: spread(today) },
    });
  }
  return windows;
}

/** So unlikely is 1: by chance about one bucket of a month, if counts were what they are taken for. */
const limit = { spike: 2.8, drop: 4.3, deviations: 1.5 };
const twoSides = Math.log10(2);
const leastJobs = 5;
const leastExcess = 3;
const leastRise = 1.5;
const leastFall = 0.7;

/** The most unusual of windows with too many jobs. It has to be unlikely, and to stand out of past bursts. */
export function strongestSpike(scales: readonly Scale[], windows: readonly Window[]): Finding | null {
  let found: Finding | null = null;
  let standing = 0;
  for (const [index, window] of windows.entries()) {
    const { count, high, highToday } = window;
    const bursts = scales[index]?.bursts ?? noBursts;
    standing = Math.max(standing, standingOut(bursts, count - high));
    if (count < leastJobs || count - high < leastExcess || count < high * leastRise) continue;
    const byUsual = log10AtLeast(count, high, window.spread);
    const byToday = count > highToday ? log10AtLeast(count, highToday, window.spreadToday) : 0;
    found = stronger(found, Math.min(byUsual, byToday), limit.spike, window);
  }
  if (found === null) return null;
  return { ...found, strength: Math.min(found.strength, standing / limit.deviations) };
}

/** The most unusual of windows with too few jobs. */
export function strongestDrop(windows: readonly Window[]): Finding | null {
  let found: Finding | null = null;
  for (const window of windows) {
    const { count, least, leastToday } = window;
    if (least < leastJobs || count > least * leastFall) continue;
    const byUsual = log10AtMost(count, least, window.spread);
    const byToday = count < leastToday ? log10AtMost(count, leastToday, window.spreadToday) : 0;
    found = stronger(found, Math.min(byUsual, byToday), limit.drop, window);
  }
  return found;
}

function stronger(found: Finding | null, log10: number, least: number, window: Window): Finding | null {
  const strength = (-log10 - twoSides) / least;
  return strength > (found?.strength ?? 0) ? { strength, log10: log10 + twoSides, window } : found;
}

/** What the scales have learned once the windows that end with the bucket at this instant have been seen. */
export function scalesAfter(
  scales: readonly Scale[],
  windows: readonly Window[],
  at: number,
  stepMs: number,
): readonly Scale[] {
  const hours = stepMs / hourMs;
  return scales.map((scale, index) => {
    const window = windows[index];
    if (window === undefined) return scale;
    const { count, low, high, highToday } = window;
    const bursts = burstsAfter(scale.bursts, count - high, at, stepMs);
    // Where it is not known what is usual, nothing can be learned of how counts scatter around it.
    if (low !== high) return { ...scale, bursts };
    return {
      ...scale,
      usual: spreadAfter(scale.usual, count, high, hours),
      today: spreadAfter(scale.today, count, highToday, hours),
      bursts,
    };
  });
}
