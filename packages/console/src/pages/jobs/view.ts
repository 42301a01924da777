import { type JobInterval, type JobType, jobTypes } from '@platen/contract';

/** What of the jobs is looked at; it stands in the URL, so that a view can be sent to somebody. */
export interface View {
  readonly range: Range;
  readonly types: readonly JobType[];
  readonly compare: boolean;
  /** A stretch of its own, instead of the range: RFC 3339. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const ranges = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Range = (typeof ranges)[number];

const dayMs = 86_400_000;
const days: Record<Range, number> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };

export function readView(search: Record<string, unknown>): View {
  const { range, types, compare, from, to } = search;
  const chosen = Array.isArray(types) ? jobTypes.filter((type) => types.includes(type)) : [];
  const isOwn = isInstant(from) && isInstant(to) && Date.parse(from) < Date.parse(to);
  return {
    range: ranges.find((each) => each === range) ?? 'week',
    types: chosen.length > 0 ? chosen : jobTypes,
    compare: compare === true,
    ...(isOwn ? { from, to } : {}),
  };
}

function isInstant(text: unknown): text is string {
  return typeof text === 'string' && !Number.isNaN(Date.parse(text));
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly interval: JobInterval;
}

/** The stretch of time of a view, and how finely it is shown: about a hundred buckets. */
export function stretchOf({ range, from, to }: View, now: number): Stretch {
  const ends =
    from && to
      ? { from: Date.parse(from), to: Date.parse(to) }
      : { from: now - days[range] * dayMs, to: now };
  return { ...ends, interval: intervalOf(ends.to - ends.from) };
}

function intervalOf(ms: number): JobInterval {
  if (ms <= 1.5 * dayMs) return '15m';
  if (ms <= 15 * dayMs) return 'hour';
  return ms <= 200 * dayMs ? 'day' : 'week';
}
