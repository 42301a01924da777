import type { JobStats } from '@platen/contract';
import { expect, it } from 'vitest';
import { csvOf } from './save-csv.ts';

it('is a line a bucket and type, with nothing where nobody knows', () => {
  const stats = {
    series: [
      {
        start: '2026-11-24T08:00:00Z',
        end: '2026-11-24T09:00:00Z',
        complete: true,
        jobs: {
          print: { submitted: 3, completed: 2, cancelled: null, failed: 0, abandoned: null, pages: 41 },
          scan: null,
        },
      },
    ],
  } as unknown as JobStats;
  expect(csvOf(stats, ['print', 'scan'])).toBe(
    [
      'start,end,type,submitted,completed,cancelled,failed,abandoned,pages',
      '2026-11-24T08:00:00Z,2026-11-24T09:00:00Z,print,3,2,,0,,41',
      '2026-11-24T08:00:00Z,2026-11-24T09:00:00Z,scan,,,,,,',
      '',
    ].join('\r\n'),
  );
});
