import { slotMs } from '../../jobs/index.ts';
import { hourMs } from '../../kit/instant.ts';
import type { ShareState } from '../detectors/index.ts';
import type { Aspect } from './anomaly.ts';
import type { WatchedSeries } from './watched-series.ts';

const slots = hourMs / slotMs;
/** Of what is to be expected: as much as that in the last hour, or as little, is as usual again. */
const nearly = { quiet: 0.85, spike: 1.2 };
/** With fewer to be expected nobody can say that it is as usual again. */
const fewest = 3;
const fewestEnded = 10;

/**
 * Whether the last hour was as usual. Windows of several hours still show what was before that; whoever waits for jobs to
 * flow again is not to wait for them.
 */
export function isRecovered({ counts, abandonment, failure }: WatchedSeries, aspect: Aspect): boolean {
  const readings = counts.readings.slice(-slots);
  const [count, expected] = [sum(readings.map((each) => each.count)), sum(readings.map((each) => each.high))];
  switch (aspect) {
    case 'quiet':
      return readings.length === slots && expected >= fewest && count >= nearly.quiet * expected;
    case 'spike':
      return readings.length === slots && count <= Math.max(nearly.spike * expected, fewest);
    case 'abandonment':
      return isShareRecovered(abandonment);
    case 'failure':
      return isShareRecovered(failure);
  }
}

function isShareRecovered({ recent }: ShareState): boolean {
  const last = recent.slice(-slots);
  const [jobs, hits] = [sum(last.map((each) => each.jobs)), sum(last.map((each) => each.hits))];
  return jobs >= fewestEnded && hits <= nearly.spike * sum(last.map((each) => each.expected));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
