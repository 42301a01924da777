import type { Amounts, MeterQuery } from '../../jobs/index.ts';
import { countColumns } from '../count-columns.ts';
import { hourOf } from './job-rows.ts';
import { partOf } from './part-of.ts';
import { quote } from './quote.ts';
import type { Row, Server } from './server.ts';
import type { Tables } from './tables.ts';

/** Jobs of one part, type, source and device, counted. */
export interface Counted {
  readonly part: number;
  readonly type: MeterQuery['types'][number];
  readonly source: string;
  /** Empty where it is not told, or not asked for. */
  readonly device: string;
  readonly amounts: Amounts;
  readonly wait: Buckets;
  readonly completion: Buckets;
}

/** Numbers of buckets, and how many are in each. */
export type Buckets = readonly [buckets: readonly number[], counts: readonly number[]];

/** Which hours of an organization are counted, and how. */
export interface Asked {
  readonly orgId: string;
  /** The slots counted: from the first of these up to the last. */
  readonly boundaries: readonly number[];
  readonly types: MeterQuery['types'];
  readonly by: MeterQuery['by'];
}

/**
 * Counts the jobs of these hours themselves, in one statement. `final`: each counts once, by the greatest of its versions,
 * merged or not. Grouped by job, two million took five seconds or more instead of one.
 */
export async function recount(
  server: Server,
  { job }: Tables,
  asked: Asked,
  hours: readonly number[],
): Promise<Counted[]> {
  const rows = await server.rows(`
    select ${partOf('submitted_at', asked.boundaries)} as part, type, source,
      ${asked.by === 'device' ? "ifNull(device, '')" : "''"} as machine,
      count(), countIf(state = 'completed'), countIf(state = 'cancelled'), countIf(state = 'failed'),
      countIf(state not in ('completed', 'cancelled', 'failed')), sum(abandoned),
      sum(ifNull(pages, 0)), sum(ifNull(color_pages, 0)), sum(ifNull(sheets, 0)),
      ${histogramOf('wait_bucket')}, ${histogramOf('completion_bucket')}
    from ${job} final
    where org_id = ${quote(asked.orgId)} and hour in (${hours.join(', ')}) and ${within('submitted_at', asked)}
      and type in (${asked.types.map(quote).join(', ')})
    group by part, type, source, machine`);
  return rows.map(toCounted);
}

function histogramOf(bucket: string): string {
  return `sumMap(if(isNull(${bucket}), emptyArrayInt16(), [assumeNotNull(${bucket})]),
    if(isNull(${bucket}), emptyArrayUInt64(), [toUInt64(1)]))`;
}

/** Adds up the hours that are settled, which are all but those given, in one statement. */
export async function sumSettled(
  server: Server,
  { jobCount }: Tables,
  asked: Asked,
  unsettled: readonly number[],
): Promise<Counted[]> {
  const ours = `org_id = ${quote(asked.orgId)} and ${within('hour', asked, hourOf)}
    ${unsettled.length > 0 ? `and hour not in (${unsettled.join(', ')})` : ''}`;
  const rows = await server.rows(`
    select ${partOf('slot', asked.boundaries)} as part, type, source,
      ${asked.by === 'device' ? 'device' : "''"} as machine, ${sums},
      sumMap(wait_bucket, wait_n), sumMap(completion_bucket, completion_n)
    from ${jobCount}
    where ${ours} and ${within('slot', asked)} and type in (${asked.types.map(quote).join(', ')})
      and (hour, generation) global in (select hour, max(generation) from ${jobCount} where ${ours} group by hour)
    group by part, type, source, machine`);
  return rows.map(toCounted);
}

const sums = Object.values(countColumns)
  .map((column) => `sum(${column})`)
  .join(', ');

function within(column: string, { boundaries }: Asked, from = (first: number) => first): string {
  return `${column} >= ${from(boundaries[0] ?? 0)} and ${column} < ${boundaries.at(-1)}`;
}

function toCounted([part, type, source, device, ...rest]: Row): Counted {
  const [submitted, completed, cancelled, failed, open, abandoned, pages, colorPages, sheets] =
    rest as number[];
  const amounts = { submitted, completed, cancelled, failed, open, abandoned, pages, colorPages, sheets };
  return {
    part: part as number,
    type: type as Counted['type'],
    source: source as string,
    device: device as string,
    amounts: amounts as Amounts,
    wait: rest[9] as Buckets,
    completion: rest[10] as Buckets,
  };
}
