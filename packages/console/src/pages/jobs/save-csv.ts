import type { JobCounts, JobStats, JobType } from '@platen/contract';

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
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csvOf(stats, types)], { type: 'text/csv' }));
  link.download = `jobs-${stats.from.slice(0, 10)}-${stats.to.slice(0, 10)}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
