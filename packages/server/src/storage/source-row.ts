import type { Declaration, Source } from '../jobs/index.ts';

/** A source as every engine keeps it, by its columns. */
export interface SourceRow {
  readonly source: string;
  readonly declared: string | null;
  readonly shown: string;
  readonly heard_at: number | null;
  readonly newest_event_at: number | null;
  readonly retired_at: number | null;
}

export function toSource(row: SourceRow): Source {
  return {
    source: row.source,
    declared: row.declared === null ? null : (JSON.parse(row.declared) as Declaration),
    shown: JSON.parse(row.shown) as Source['shown'],
    heardAt: row.heard_at,
    newestEventAt: row.newest_event_at,
    retiredAt: row.retired_at,
  };
}
