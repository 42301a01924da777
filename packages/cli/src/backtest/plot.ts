import type { Backtest } from '@platen/contract';
import { dates } from './chart.ts';
import { escaped } from './escaped.ts';

type Series = Backtest['series'][number];
type Bucket = Series['buckets'][number];

const width = 1_060;
const height = 220;
const left = 44;
const bottom = 22;

/** A type of jobs as SVG: what came, within what was to be expected, and marks where something was unusual. */
export function plot({ job_type, buckets }: Series, { from, to, time_zone, anomalies }: Backtest): string {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const top = Math.max(1, ...buckets.map(({ jobs, high }) => Math.max(jobs ?? 0, high ?? 0)));
  const x = (at: number) => Math.round((left + ((at - first) / (last - first)) * (width - left)) * 10) / 10;
  const y = (jobs: number) => Math.round((height - bottom - (jobs / top) * (height - bottom - 8)) * 10) / 10;
  const middle = ({ start, end }: Bucket) => x((Date.parse(start) + Date.parse(end)) / 2);
  const marks = anomalies
    .filter((anomaly) => anomaly.job_type === null || anomaly.job_type === job_type)
    .map(({ since, closed_at, to: until, sentence }) => {
      const begin = x(Math.max(first, Date.parse(since)));
      const end = x(Math.min(last, Date.parse(closed_at ?? until)));
      return `<rect class="mark" x="${begin}" y="0" width="${Math.max(2, Math.round((end - begin) * 10) / 10)}" height="${height - bottom}"><title>${escaped(sentence)}</title></rect>`;
    });
  // What is not told in full is at the end.
  const line = buckets.flatMap((bucket) =>
    bucket.jobs === null ? [] : [`${middle(bucket)},${y(bucket.jobs)}`],
  );
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(job_type)} jobs, up to ${top}">
${bands(buckets, middle, y)}
<polyline class="jobs" points="${line.join(' ')}"/>
${marks.join('\n')}
<line class="axis" x1="${left}" x2="${width}" y1="${height - bottom}" y2="${height - bottom}"/>
<text x="${left - 6}" y="12" text-anchor="end">${top}</text><text x="${left - 6}" y="${height - bottom}" text-anchor="end">0</text>
${dayLabels(first, last, x, time_zone)}
</svg>`;
}

/** An area for each stretch of which something is known. */
function bands(
  buckets: readonly Bucket[],
  x: (bucket: Bucket) => number,
  y: (jobs: number) => number,
): string {
  const stretches: Bucket[][] = [[]];
  for (const bucket of buckets) {
    if (bucket.high === null) stretches.push([]);
    else stretches.at(-1)?.push(bucket);
  }
  return stretches
    .filter((stretch) => stretch.length > 0)
    .map((stretch) => {
      const above = stretch.map((bucket) => `${x(bucket)},${y(bucket.high ?? 0)}`);
      const below = stretch.toReversed().map((bucket) => `${x(bucket)},${y(bucket.low ?? 0)}`);
      return `<polygon class="band" points="${[...above, ...below].join(' ')}"/>`;
    })
    .join('\n');
}

const labels = 8;

function dayLabels(first: number, last: number, x: (at: number) => number, timeZone: string): string {
  const dateOf = dates(timeZone);
  return Array.from({ length: labels }, (_, index) => {
    const at = first + ((last - first) * index) / labels;
    return `<text x="${x(at)}" y="${height - 6}">${dateOf(at)}</text>`;
  }).join('');
}
