import type { Amounts } from '../jobs/index.ts';

/** The columns in which counts are kept, on every engine. */
export const countColumns = {
  submitted: 'submitted',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
  open: 'open',
  abandoned: 'abandoned',
  pages: 'pages',
  colorPages: 'color_pages',
  sheets: 'sheets',
} as const satisfies Readonly<Record<keyof Amounts, string>>;
