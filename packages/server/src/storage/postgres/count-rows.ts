import type { CountChange, TimingMetric } from '../../jobs/index.ts';
import { histogramText } from '../histogram-text.ts';
import type { Session } from './connections.ts';

/** What `histogramText` would make of both. */
const sumOf = (metric: TimingMetric) => `
  case when excluded.${metric} = '' then now.${metric} else (
    select coalesce(string_agg(bucket || ':' || n, ' ' order by bucket), '') from (
      select split_part(pair, ':', 1)::integer as bucket, sum(split_part(pair, ':', 2)::bigint) as n
      from unnest(string_to_array(now.${metric} || ' ' || excluded.${metric}, ' ')) as pair
      where pair <> '' group by 1
    ) as added where n <> 0
  ) end`;

const add = `
  insert into job_count as now (org_id, slot, type, source, device, submitted, completed, cancelled, failed, open,
    abandoned, pages, color_pages, sheets, wait, completion)
  select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
    $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[],
    $15::text[], $16::text[])
  on conflict (org_id, slot, type, source, device) do update set submitted = now.submitted + excluded.submitted,
    completed = now.completed + excluded.completed, cancelled = now.cancelled + excluded.cancelled,
    failed = now.failed + excluded.failed, open = now.open + excluded.open,
    abandoned = now.abandoned + excluded.abandoned, pages = now.pages + excluded.pages,
    color_pages = now.color_pages + excluded.color_pages, sheets = now.sheets + excluded.sheets,
    wait = ${sumOf('wait')}, completion = ${sumOf('completion')}`;
const dropEmpty = `
  delete from job_count as now using unnest($2::bigint[], $3::text[], $4::text[], $5::text[])
    as taken (slot, type, source, device)
  where org_id = $1 and now.slot = taken.slot and now.type = taken.type and now.source = taken.source
    and now.device = taken.device and submitted = 0`;

/** Adds to counts and histograms, and drops those of which nothing is left. */
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
    changes.map(({ wait }) => histogramText(wait)),
    changes.map(({ completion }) => histogramText(completion)),
  ]);
  const taken = changes.filter((change) => change.amounts.submitted < 0);
  if (taken.length > 0) await session.query(dropEmpty, [orgId, ...placesOf(taken)]);
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
