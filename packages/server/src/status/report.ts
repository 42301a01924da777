import type { StatusCode } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import { worstOf } from './severity.ts';

/** A source said this of a component from one instant on, and was last heard saying it at another. */
export interface Report {
  readonly region: string;
  readonly componentId: string;
  /** `hand`, `push`, or `feed:` and the id of the feed. */
  readonly source: string;
  /** Null: the source takes back what it said before. */
  readonly status: StatusCode | null;
  readonly from: number;
  readonly heardAt: number;
  /** How often the source speaks; null when what it said holds until it says more. */
  readonly intervalMs: number | null;
  /** Why, in the words of the source. */
  readonly message: string | null;
  /** Why the source has not been heard since, as far as anybody knows. */
  readonly trouble: string | null;
}

export const byHand = 'hand';
export const byPush = 'push';

const intervalsOfSilence = 3;

/** The first instant at which the source has been silent for too long; null when it may be silent. */
export function staleFrom(report: Report): number | null {
  return report.intervalMs === null ? null : report.heardAt + intervalsOfSilence * report.intervalMs;
}

export function isStale(report: Report, atMs: number): boolean {
  const from = staleFrom(report);
  return from !== null && atMs >= from;
}

/** What the sources of a component make of it, before incidents and maintenance. */
export interface Reported {
  readonly status: StatusCode;
  readonly reason: string | null;
  /** A source that counts fell silent. */
  readonly stale: boolean;
}

/** What is reported of a component at an instant; `reports` are the newest first. */
export function reportedAt(reports: readonly Report[], atMs: number): Reported {
  const counting = countingOf(reportsAt(reports, atMs));
  const status = statusOfReports(counting, atMs);
  const reasons = counting
    .filter((report) => statusOf(report, atMs) === status)
    .flatMap((report) => reasonOf(report, atMs) ?? []);
  return {
    status,
    reason: counting.length === 0 ? 'No source has told of it yet.' : (reasons[0] ?? null),
    stale: counting.some((report) => isStale(report, atMs)),
  };
}

/** The newest report of each source that has not taken it back. */
export function reportsAt(reports: readonly Report[], atMs: number): readonly Report[] {
  return newestAt(reports, atMs).filter(({ status }) => status !== null);
}

/** The newest report of each source at or before an instant, out of those that are the newest first. */
export function newestAt(reports: readonly Report[], atMs: number): readonly Report[] {
  const newest = new Map<string, Report>();
  for (const report of reports) {
    if (report.from <= atMs && !newest.has(report.source)) newest.set(report.source, report);
  }
  return [...newest.values()];
}

/**
 * The status at an instant by the newest report of each source. By hand comes first; else the worst of what is measured
 * counts, and a source that fell silent says Unknown.
 */
export function statusOfReports(newest: readonly Report[], atMs: number): StatusCode {
  const counting = countingOf(newest);
  return counting.length === 0 ? 'unknown' : worstOf(counting.map((report) => statusOf(report, atMs)));
}

function countingOf(newest: readonly Report[]): readonly Report[] {
  const standing = newest.filter(({ status }) => status !== null);
  const hand = standing.find(({ source }) => source === byHand);
  return hand ? [hand] : standing;
}

function statusOf(report: Report, atMs: number): StatusCode {
  return isStale(report, atMs) ? 'unknown' : (report.status ?? 'unknown');
}

function reasonOf(report: Report, atMs: number): string | null {
  if (!isStale(report, atMs)) return report.message;
  const cause = report.trouble === null ? '' : `: ${report.trouble}`;
  return `Nothing heard since ${formatInstant(report.heardAt)}${cause}`;
}
