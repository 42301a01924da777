import type { JobType } from '@platen/contract';
import { reportedTypes, type Source } from './source.ts';

/**
 * Up to when every source that reports one of the types has reported; null where one never has, or where there is
 * none. Nobody waits for a source that is retired.
 */
export function watermarkOf(sources: readonly Source[], types: readonly JobType[]): number | null {
  const awaited = sources.filter(
    (source) => source.retiredAt === null && reportedTypes(source).some((type) => types.includes(type)),
  );
  let earliest: number | null = null;
  for (const source of awaited) {
    const until = reportedUntil(source);
    if (until === null) return null;
    earliest = Math.min(earliest ?? until, until);
  }
  return earliest;
}

/**
 * Up to when a source has told of everything; null where it was never heard. One with an interval reports even that
 * there is nothing; one without has only said what its events say.
 */
export function reportedUntil({ declared, heardAt, newestEventAt }: Source): number | null {
  if (heardAt === null || typeof declared?.intervalSeconds === 'number') return heardAt;
  // Its clock may be ahead of ours, but it cannot have reported what had not happened when it was heard.
  return newestEventAt === null ? null : Math.min(newestEventAt, heardAt);
}

const intervalsUntilStale = 3;

/** Whether the source owes a sign of life; null when it owes none. */
export function isStale(source: Source, nowMs: number): boolean | null {
  const intervalSeconds = source.declared?.intervalSeconds ?? null;
  if (intervalSeconds === null || source.retiredAt !== null) return null;
  return source.heardAt === null || nowMs - source.heardAt > intervalsUntilStale * intervalSeconds * 1000;
}
