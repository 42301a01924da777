import {
  type Amounts,
  amountNames,
  type MeterQuery,
  type MeterRows,
  timingMetrics,
} from '../../jobs/index.ts';
import { type Asked, type Counted, type Histogram, recount, sumSettled } from './count-rows.ts';
import type { Server } from './server.ts';
import type { Tables } from './tables.ts';

/**
 * The rows of all queries, of one moment. The hours that are not settled are counted once for all of them; the others do
 * not change while somebody reads, since an hour that is written to now is settled minutes later.
 */
export async function readMeter(
  server: Server,
  tables: Tables,
  {
    orgId,
    queries,
    unsettled,
  }: { orgId: string; queries: readonly MeterQuery[]; unsettled: readonly number[] },
): Promise<MeterRows[]> {
  const fine = finestOf(orgId, queries);
  const fresh = unsettled.length === 0 ? [] : await recount(server, tables, fine, unsettled);
  const rows: MeterRows[] = [];
  for (const query of queries) {
    const settled = await sumSettled(server, tables, { orgId, ...query }, unsettled);
    rows.push(addedUp([...settled, ...coarsened(fresh, fine, query)]));
  }
  return rows;
}

/** A query whose rows can be added up to those of all of these. */
function finestOf(orgId: string, queries: readonly MeterQuery[]): Asked {
  const boundaries = new Set(queries.flatMap((query) => query.boundaries));
  return {
    orgId,
    boundaries: [...boundaries].sort((a, b) => a - b),
    types: [...new Set(queries.flatMap(({ types }) => types))],
    by: queries.some(({ by }) => by === 'device') ? 'device' : 'source',
  };
}

/** Rows of a finer query as those of a coarser one. */
function coarsened(rows: readonly Counted[], { boundaries }: Asked, query: MeterQuery): Counted[] {
  return rows.flatMap((row) => {
    const at = boundaries[row.part] ?? 0;
    const part = query.boundaries.findLastIndex((boundary) => boundary <= at);
    const isAsked = part >= 0 && part < query.boundaries.length - 1 && query.types.includes(row.type);
    return isAsked ? [{ ...row, part, device: query.by === 'device' ? row.device : '' }] : [];
  });
}

type PartRow = Pick<MeterRows['counts'][number], 'part' | 'type' | 'source' | 'device'>;

function addedUp(counted: readonly Counted[]): MeterRows {
  const ofKey = Map.groupBy(
    counted,
    ({ part, type, source, device }) => `${part}\n${type}\n${source}\n${device}`,
  );
  const counts: MeterRows['counts'][number][] = [];
  const timings: MeterRows['timings'][number][] = [];
  for (const [first, ...others] of ofKey.values()) {
    if (!first) continue;
    const { part, type, source, device } = first;
    const row: PartRow = { part, type, source, device: device === '' ? null : device };
    counts.push({ ...row, ...others.reduce((sum, { amounts }) => added(sum, amounts), first.amounts) });
    for (const metric of timingMetrics) {
      for (const [bucket, n] of merged([first, ...others].map((some) => some[metric]))) {
        timings.push({ ...row, metric, bucket, n });
      }
    }
  }
  return { counts, timings };
}

function added(a: Amounts, b: Amounts): Amounts {
  return Object.fromEntries(amountNames.map((name) => [name, a[name] + b[name]])) as Amounts;
}

function merged(histograms: readonly Histogram[]): Map<number, number> {
  const sum = new Map<number, number>();
  for (const [buckets, counts] of histograms) {
    for (const [index, bucket] of buckets.entries())
      sum.set(bucket, (sum.get(bucket) ?? 0) + (counts[index] ?? 0));
  }
  return sum;
}
