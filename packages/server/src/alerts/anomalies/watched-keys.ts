import { reportedTypes, reportedUntil, type Source, slotMs } from '../../jobs/index.ts';
import type { Choice } from './notes.ts';
import { allJobs, keyText, readKey, type SeriesKey } from './series-key.ts';

/**
 * What is watched, and the sources that tell of each: the types that are reported, where there are several all of them
 * together, and the devices and sources that were chosen. Nobody waits for a source that is retired.
 */
export function watchedKeys(
  sources: readonly Source[],
  choice: Choice,
): ReadonlyMap<string, readonly Source[]> {
  const active = sources.filter(({ retiredAt }) => retiredAt === null);
  const types = new Set(active.flatMap(reportedTypes));
  const whole: SeriesKey[] = [...types].map((jobType) => ({ jobType, device: null, source: null }));
  const keys = [
    ...(whole.length > 1 ? [allJobs] : []),
    ...whole,
    ...Object.keys(choice.sources).map(readKey),
  ];
  const telling = keys.map(
    (key) => [keyText(key), active.filter((source) => tellsOf(source, key, choice))] as const,
  );
  return new Map(telling.filter(([, tellers]) => tellers.length > 0));
}

function tellsOf(source: Source, key: SeriesKey, { sources }: Choice): boolean {
  const chosen = sources[keyText(key)];
  if (chosen) return chosen.includes(source.source);
  const types = reportedTypes(source);
  return key.jobType === null ? types.length > 0 : types.includes(key.jobType);
}

/** Up to which slot all of them have told of everything; 0 where one never has. */
export function completeUntil(tellers: readonly Source[], now: number): number {
  const told = tellers.map((source) => reportedUntil(source) ?? 0);
  return Math.floor(Math.min(now, ...told) / slotMs) * slotMs;
}
