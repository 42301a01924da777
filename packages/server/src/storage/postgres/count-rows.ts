import type { CountChange, TimingChange } from '../../jobs/index.ts';
import type { Session } from './connections.ts';

const add = `
  insert into job_count as now (org_id, slot, type, source, device, submitted, completed, cancelled, failed, open,
    abandoned, pages, color_pages, sheets)
  select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
    $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[])
  on conflict (org_id, slot, type, source, device) do update set submitted = now.submitted + excluded.submitted,
    completed = now.completed + excluded.completed, cancelled = now.cancelled + excluded.cancelled,
    failed = now.failed + excluded.failed, open = now.open + excluded.open,
    abandoned = now.abandoned + excluded.abandoned, pages = now.pages + excluded.pages,
    color_pages = now.color_pages + excluded.color_pages, sheets = now.sheets + excluded.sheets`;
const dropEmpty = `
  delete from job_count as now using unnest($2::bigint[], $3::text[], $4::text[], $5::text[])
    as taken (slot, type, source, device)
  where org_id = $1 and now.slot = taken.slot and now.type = taken.type and now.source = taken.source
    and now.device = taken.device and submitted = 0`;

/** Adds to counts, and drops those of which nothing is left. */
export async function addCounts(
  session: Session,
  orgId: string,
  changes: readonly CountChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const amounts = changes.map((change) => change.amounts);
  await session.query(add, [
    orgId,
    ...placesOf(changes),
    amounts.map((a) => a.submitted),
    amounts.map((a) => a.completed),
    amounts.map((a) => a.cancelled),
    amounts.map((a) => a.failed),
    amounts.map((a) => a.open),
    amounts.map((a) => a.abandoned),
    amounts.map((a) => a.pages),
    amounts.map((a) => a.colorPages),
    amounts.map((a) => a.sheets),
  ]);
  const taken = changes.filter((change) => change.amounts.submitted < 0);
  if (taken.length > 0) await session.query(dropEmpty, [orgId, ...placesOf(taken)]);
}

const addTiming = `
  insert into job_timing as now (org_id, slot, type, source, device, metric, bucket, n)
  select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[])
  on conflict (org_id, slot, type, source, device, metric, bucket) do update set n = now.n + excluded.n`;
const dropEmptyTiming = `
  delete from job_timing as now using unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
    as taken (slot, type, source, device, metric, bucket)
  where org_id = $1 and now.slot = taken.slot and now.type = taken.type and now.source = taken.source
    and now.device = taken.device and now.metric = taken.metric and now.bucket = taken.bucket and n = 0`;

/** Adds to histograms, and drops the buckets of which nothing is left. */
export async function addTimings(
  session: Session,
  orgId: string,
  changes: readonly TimingChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await session.query(addTiming, [orgId, ...bucketsOf(changes), changes.map(({ n }) => n)]);
  const taken = changes.filter(({ n }) => n < 0);
  if (taken.length > 0) await session.query(dropEmptyTiming, [orgId, ...bucketsOf(taken)]);
}

function bucketsOf(changes: readonly TimingChange[]): unknown[][] {
  return [...placesOf(changes), changes.map(({ metric }) => metric), changes.map(({ bucket }) => bucket)];
}

function placesOf(changes: readonly Pick<CountChange, 'key'>[]): unknown[][] {
  const keys = changes.map(({ key }) => key);
  return [
    keys.map(({ slot }) => slot),
    keys.map(({ type }) => type),
    keys.map(({ source }) => source),
    // A key cannot hold null.
    keys.map(({ device }) => device ?? ''),
  ];
}
