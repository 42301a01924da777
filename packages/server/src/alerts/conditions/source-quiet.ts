import type { AlertSeverity, Source } from '@platen/contract';
import type { Observation } from '../observation.ts';
import type { ConditionOf } from '../rule.ts';

/** Judges each source that has an interval; one without may rightly say nothing. */
export function observeSources(
  condition: ConditionOf<'source_quiet'>,
  severity: AlertSeverity,
  sources: readonly Source[],
): Observation[] {
  const named = condition.sources;
  return sources
    .filter(({ source, stale }) => stale !== null && (!named || named.includes(source)))
    .map(({ source, stale, heard_at, interval_seconds, types }) => ({
      subject: source,
      verdict: stale ? 'bad' : 'well',
      severity,
      title: `${source} has gone quiet`,
      sentence: `The source ${source} reports every ${interval_seconds} s, and was last heard ${heard_at === null ? 'never' : `at ${heard_at}`}.`,
      facts: [
        { name: 'Source', value: source },
        { name: 'Last heard', value: heard_at ?? 'never' },
        { name: 'Jobs', value: types.join(', ') },
      ],
      thread: `source ${source}`,
      news: '',
      handledOnceAcknowledged: false,
      jobTypes: types,
    }));
}
