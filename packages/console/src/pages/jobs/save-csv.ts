import type { JobCounts, JobStats, JobType } from '@platen/contract';
import { saveFile } from '../../save-file.ts';

const columns = [
  'submitted',
  'completed',
  'cancelled',
  'failed',
  'abandoned',
  'pages',
] as const satisfies readonly (keyof JobCounts)[];

/** A line a bucket and type, instants in UTC; what nobody knows is empty. */
export function csvOf({ series = [] }: JobStats, types: readonly JobType[]): string {
  const lines = series.flatMap(({ start, end, jobs }) =>
    types.map((type) => [start, end, type, ...columns.map((column) => jobs[type]?.[column] ?? '')].join(',')),
  );
  return `${[['start', 'end', 'type', ...columns].join(','), ...lines].join('\r\n')}\r\n`;
}

/** Saves it as a file of the reader's. */
export function saveCsv(stats: JobStats, types: readonly JobType[]): void {
  const file = `jobs-${stats.from.slice(0, 10)}-${stats.to.slice(0, 10)}.csv`;
  saveFile(new Blob([csvOf(stats, types)], { type: 'text/csv' }), file);
}
