import { nothingSeen, type Source } from '../../jobs/index.ts';
import { type SourceRow, toSource } from '../source-row.ts';
import type { Session } from './connections.ts';

export async function listSources(session: Session, orgId: string): Promise<Source[]> {
  const { rows } = await session.query<SourceRow>('select * from source where org_id = $1 order by source', [
    orgId,
  ]);
  return rows.map(toSource);
}

/** Has the sources that there are to itself until the transaction ends. The names are in their order. */
export async function lockSources(
  session: Session,
  orgId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Source>> {
  const { rows } = await session.query<SourceRow>(
    'select * from source where org_id = $1 and source = any($2::text[]) order by source for update',
    [orgId, names],
  );
  return new Map(rows.map((row) => [row.source, toSource(row)]));
}

/** As `lockSources`, and makes those that are missing, of which nothing is known yet. */
export async function lockOrMakeSources(
  session: Session,
  orgId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Source>> {
  await session.query(
    `insert into source (org_id, source, shown) select $1, name, $3 from unnest($2::text[]) as name
     on conflict do nothing`,
    [orgId, names, JSON.stringify(nothingSeen)],
  );
  return lockSources(session, orgId, names);
}

/** Writes sources that are locked. */
export async function writeSources(
  session: Session,
  orgId: string,
  sources: readonly Source[],
): Promise<void> {
  await session.query(
    `update source set declared = now.declared, shown = now.shown, heard_at = now.heard_at,
       newest_event_at = now.newest_event_at, retired_at = now.retired_at
     from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
       as now (source, declared, shown, heard_at, newest_event_at, retired_at)
     where org_id = $1 and source.source = now.source`,
    [
      orgId,
      sources.map(({ source }) => source),
      sources.map(({ declared }) => (declared === null ? null : JSON.stringify(declared))),
      sources.map(({ shown }) => JSON.stringify(shown)),
      sources.map(({ heardAt }) => heardAt),
      sources.map(({ newestEventAt }) => newestEventAt),
      sources.map(({ retiredAt }) => retiredAt),
    ],
  );
}
