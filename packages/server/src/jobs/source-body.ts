import type { Source as SourceBody } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import { outcomesIn } from './coverage.ts';
import { coverageThrough, reportedTypes, type Source } from './source.ts';
import { isStale } from './watermark.ts';

export function sourceBody(source: Source, nowMs: number): SourceBody {
  const types = reportedTypes(source);
  const coverage = types.reduce((sum, type) => sum | (coverageThrough(source, type) ?? 0), 0);
  return {
    source: source.source,
    declared: source.declared !== null,
    types,
    outcomes: outcomesIn(coverage),
    interval_seconds: source.declared?.intervalSeconds ?? null,
    time_zone: source.declared?.timeZone ?? null,
    heard_at: instantOrNull(source.heardAt),
    newest_event_at: instantOrNull(source.newestEventAt),
    stale: isStale(source, nowMs),
  };
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : formatInstant(ms);
}
