import type { Histogram } from '../jobs/index.ts';

/**
 * A histogram as the engines of SQL keep it: `bucket:n` for each bucket that has something in it, ascending, a space
 * between two, such as `-3:1 78:2`. Equal histograms have equal texts, and those of several need only be joined. None of
 * `histogram` is empty.
 */
export function histogramText(histogram: Histogram): string {
  return [...histogram]
    .sort(([a], [b]) => a - b)
    .map(([bucket, n]) => `${bucket}:${n}`)
    .join(' ');
}

/**
 * The sum of the histograms whose texts are there, with spaces between. Digit by digit: a month has millions of buckets, and
 * `split` takes ten times as long.
 */
export function readHistogram(text: string): Histogram {
  let lowest = width;
  let highest = -1;
  let index = -1;
  let number = 0;
  let isNegative = false;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : space;
    if (code >= zero && code < colon) {
      number = number * 10 + (code - zero);
      continue;
    }
    if (code === minus) {
      isNegative = true;
      continue;
    }
    const value = isNegative ? -number : number;
    if (code === colon) {
      index = value - least;
    } else if (index >= 0) {
      counts[index] = (counts[index] ?? 0) + value;
      if (index < lowest) lowest = index;
      if (index > highest) highest = index;
      index = -1;
    }
    number = 0;
    isNegative = false;
  }
  return takeCounts(lowest, highest);
}

/** Leaves nothing behind for the next. */
function takeCounts(lowest: number, highest: number): Histogram {
  const histogram = new Map<number, number>();
  for (let index = lowest; index <= highest; index++) {
    const n = counts[index] ?? 0;
    if (n === 0) continue;
    histogram.set(index + least, n);
    counts[index] = 0;
  }
  return histogram;
}

/** The buckets that there can be: from that of 0 seconds to that of a million years. */
const least = -200;
const width = 1024;
/** Where one histogram is added up at a time. */
const counts = new Float64Array(width);

const space = ' '.charCodeAt(0);
const minus = '-'.charCodeAt(0);
const zero = '0'.charCodeAt(0);
const colon = ':'.charCodeAt(0);
