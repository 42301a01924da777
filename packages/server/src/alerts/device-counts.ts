import type { JobCounts } from '@platen/contract';

/**
 * A device that is not named had no jobs in the window, as far as its organization's sources can see: as they see
 * `totals`.
 */
export function countsOfDevice(
  ofDevice: JobCounts | null | undefined,
  totals: JobCounts | null,
): JobCounts | null {
  return ofDevice === undefined && totals !== null ? zero(totals) : (ofDevice ?? null);
}

function zero(seen: JobCounts): JobCounts {
  const none = (count: number | null) => (count === null ? null : 0);
  return {
    submitted: 0,
    completed: none(seen.completed),
    cancelled: none(seen.cancelled),
    failed: none(seen.failed),
    open: none(seen.open),
    abandoned: none(seen.abandoned),
    cancel_rate: null,
    pages: none(seen.pages),
    color_pages: none(seen.color_pages),
    sheets: none(seen.sheets),
    wait_seconds: null,
    completion_seconds: null,
  };
}
