import type { Backtest } from '@platen/contract';

type Series = Backtest['series'][number];

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const dayMs = 86_400_000;

/** A type of jobs day by day, in the width of a terminal: how many there were, and `!` where something was unusual. */
export function chart({ job_type, buckets }: Series, { anomalies, time_zone }: Backtest): string[] {
  const dateOf = dates(time_zone);
  const days = new Map<string, number>();
  for (const { start, jobs } of buckets) {
    const date = dateOf(Date.parse(start));
    days.set(date, (days.get(date) ?? 0) + (jobs ?? 0));
  }
  const most = Math.max(1, ...days.values());
  const unusual = new Set<string>();
  for (const anomaly of anomalies) {
    if (anomaly.job_type !== null && anomaly.job_type !== job_type) continue;
    const end = Date.parse(anomaly.closed_at ?? anomaly.to);
    for (let at = Date.parse(anomaly.since); at < end; at += dayMs) unusual.add(dateOf(at));
    unusual.add(dateOf(end - 1));
  }
  const bars = [...days.values()].map((jobs) => blocks[Math.round((jobs / most) * (blocks.length - 1))]);
  const marks = [...days.keys()].map((date) => (unusual.has(date) ? '!' : ' '));
  const known = [...days.keys()];
  return [
    `${job_type}: up to ${most} jobs a day, ${known[0]} to ${known.at(-1)}`,
    `  ${bars.join('')}`,
    ...(unusual.size > 0 ? [`  ${marks.join('').trimEnd()}`] : []),
  ];
}

/** The date on the wall, as YYYY-MM-DD. */
export function dates(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (ms) => format.format(ms);
}
