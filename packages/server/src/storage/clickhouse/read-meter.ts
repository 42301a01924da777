import {
  type Amounts,
  amountNames,
  type CountRow,
  type Histogram,
  type MeterQuery,
} from '../../jobs/index.ts';
import { type Asked, type Buckets, type Counted, recount, sumSettled } from './count-rows.ts';
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
): Promise<CountRow[][]> {
  const fine = finestOf(orgId, queries);
  const fresh = unsettled.length === 0 ? [] : await recount(server, tables, fine, unsettled);
  const rows: CountRow[][] = [];
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

function addedUp(counted: readonly Counted[]): CountRow[] {
  const ofKey = Map.groupBy(
    counted,
    ({ part, type, source, device }) => `${part}\n${type}\n${source}\n${device}`,
  );
  return [...ofKey.values()].flatMap((rows) => {
    const [first] = rows;
    if (!first) return [];
    const { part, type, source, device } = first;
    return {
      ...{ part, type, source, device: device === '' ? null : device },
      ...rows.map(({ amounts }) => amounts).reduce(added),
      wait: merged(rows.map(({ wait }) => wait)),
      completion: merged(rows.map(({ completion }) => completion)),
    };
  });
}

function added(a: Amounts, b: Amounts): Amounts {
  return Object.fromEntries(amountNames.map((name) => [name, a[name] + b[name]])) as Amounts;
}

function merged(histograms: readonly Buckets[]): Histogram {
  const sum = new Map<number, number>();
  for (const [buckets, counts] of histograms) {
    for (const [index, bucket] of buckets.entries())
      sum.set(bucket, (sum.get(bucket) ?? 0) + (counts[index] ?? 0));
  }
  return sum;
}
