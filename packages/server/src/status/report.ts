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
  /** It is Unknown because a source that counts fell silent. */
  readonly stale: boolean;
}

/**
 * What is reported of a component at an instant. By hand comes first; else the worst of what is measured counts, and a
 * source that fell silent says Unknown. Of each source the newest report at or before the instant is taken; `reports`
 * are the newest first.
 */
export function reportedAt(reports: readonly Report[], atMs: number): Reported {
  const current = reportsAt(reports, atMs);
  const hand = current.find(({ source }) => source === byHand);
  const counting = hand ? [hand] : current;
  const said = counting.map((report) => statusOf(report, atMs));
  const status = said.length === 0 ? 'unknown' : worstOf(said);
  const telling = counting.find((report) => statusOf(report, atMs) === status);
  return {
    status,
    reason: telling ? reasonOf(telling, atMs) : 'No source has told of it yet.',
    stale: status === 'unknown' && telling !== undefined && isStale(telling, atMs),
  };
}

/** The newest report of each source that has not taken it back. */
export function reportsAt(reports: readonly Report[], atMs: number): readonly Report[] {
  const newest = new Map<string, Report>();
  for (const report of reports) {
    if (report.from <= atMs && !newest.has(report.source)) newest.set(report.source, report);
  }
  return [...newest.values()].filter(({ status }) => status !== null);
}

function statusOf(report: Report, atMs: number): StatusCode {
  return isStale(report, atMs) ? 'unknown' : (report.status ?? 'unknown');
}

function reasonOf(report: Report, atMs: number): string | null {
  if (!isStale(report, atMs)) return report.message;
  const cause = report.trouble === null ? '' : `: ${report.trouble}`;
  return `Nothing heard since ${formatInstant(report.heardAt)}${cause}`;
}
