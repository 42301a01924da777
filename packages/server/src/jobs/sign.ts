import type { JobType } from '@platen/contract';
import { type Coverage, type CoverageByType, coverageOf, nothingSeen, union } from './coverage.ts';
import type { Source } from './source.ts';
import type { Batch } from './store.ts';

/** What a batch says about one source by having come. */
export interface Sign {
  readonly source: string;
  readonly heardAt: number;
  /** Null: no event of the source was in the batch, it only let itself be heard. */
  readonly newestEventAt: number | null;
  readonly shown: CoverageByType;
}

/** The signs of a batch, in the order of the sources' names. Events that change nothing count here like any other. */
export function signsOf(batch: Batch): Sign[] {
  const signs = new Map<string, { newestEventAt: number | null; shown: Record<JobType, Coverage> }>();
  if (batch.heardFrom !== null)
    signs.set(batch.heardFrom, { newestEventAt: null, shown: { ...nothingSeen } });
  for (const job of batch.jobs) {
    const sign = signs.get(job.source) ?? { newestEventAt: null, shown: { ...nothingSeen } };
    signs.set(job.source, sign);
    sign.newestEventAt = Math.max(sign.newestEventAt ?? job.updatedAt, job.updatedAt);
    sign.shown[job.type] |= coverageOf(job);
  }
  return [...signs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, sign]) => ({ source, heardAt: batch.receivedAt, ...sign }));
}

/** The source after a sign of it. An event brings a retired source back; merely being heard does not. */
export function heard(known: Source | undefined, sign: Sign): Source {
  return {
    source: sign.source,
    declared: known?.declared ?? null,
    shown: union(known?.shown ?? nothingSeen, sign.shown),
    heardAt: later(known?.heardAt ?? null, sign.heardAt),
    newestEventAt: later(known?.newestEventAt ?? null, sign.newestEventAt),
    retiredAt: sign.newestEventAt === null ? (known?.retiredAt ?? null) : null,
  };
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
