import type { JobType } from '@platen/contract';
import {
  type CountRow,
  type JobStore,
  type MeterQuery,
  nothingSeen,
  type RetentionStore,
  type Source,
  type Taken,
} from '../../jobs/index.ts';
import { GroupCommit, weightOfRequest } from '../group-commit.ts';
import { readHistogram } from '../histogram-text.ts';
import { floorsTopic } from '../ledger/retention-store.ts';
import type { LocalRevisions } from '../revisions.ts';
import type { Connection } from './database.ts';
import type { OrgBatch, SqlValue } from './messages.ts';
import { findSource, listSources } from './source-rows.ts';
import type { Writer } from './writer.ts';

/** Written in about a tenth of a second and in a few: what a small batch may have to wait for, and where we refuse. */
const limits = { weightOfCommit: 10_000, weightWaiting: 200_000 };

/** The embedded meter: read on this thread, written on the writer's. Batches that come at once share a transaction. */
export function sqliteJobStore(
  reader: Connection,
  writer: Writer,
  revisions: LocalRevisions,
  retention: RetentionStore,
): JobStore & AsyncDisposable {
  const groups = new GroupCommit<OrgBatch, Taken>(
    (batches) => writer.exclusive(() => writer.send('takeBatches', batches)),
    limits,
  );
  const topic = (orgId: string) => `jobs ${orgId}`;

  /** The writer is ours alone meanwhile, so what is read here is still so when it is written. */
  const changeSource = (
    orgId: string,
    source: string,
    change: (known: Source | undefined) => Source | undefined,
  ) =>
    writer.exclusive(async () => {
      const changed = change(findSource(reader, orgId, source));
      if (changed) {
        await writer.send('writeSource', { orgId, source: changed });
        revisions.raise(topic(orgId));
      }
      return changed;
    });

  return {
    ...retention,
    // A number raised later is greater than all that were raised before.
    jobsRevision: (orgId) => Math.max(revisions.of(topic(orgId)), revisions.of(floorsTopic)),

    async ingest(orgId, batch) {
      const counts = await groups.take(orgId, weightOfRequest + batch.jobs.length, { orgId, batch });
      revisions.raise(topic(orgId));
      return counts;
    },

    async readMeter(orgId, queries) {
      return reader.transaction(() => queries.map((query) => readRows(reader, orgId, query)));
    },

    async listSources(orgId) {
      return listSources(reader, orgId);
    },
    async declareSource(orgId, source, declared) {
      const changed = await changeSource(orgId, source, (known) => ({
        ...(known ?? unheard(source)),
        declared,
        retiredAt: null,
      }));
      return changed ?? { ...unheard(source), declared };
    },
    retireSource: (orgId, source, at) =>
      changeSource(orgId, source, (known) => known && { ...known, retiredAt: known.retiredAt ?? at }),
    [Symbol.asyncDispose]: () => groups[Symbol.asyncDispose](),
  };
}

function unheard(source: string): Source {
  return { source, declared: null, shown: nothingSeen, heardAt: null, newestEventAt: null, retiredAt: null };
}

/** The window's parts as a table, to join with the rows of each. */
const parts = `
  with part as (
    select key as part, value as opens, lead(value) over (order by key) as closes from json_each(?)
  )`;

function readRows(reader: Connection, orgId: string, query: MeterQuery): CountRow[] {
  const device = query.by === 'device' ? 'device' : "''";
  const types = `type in (${query.types.map(() => '?').join(', ')})`;
  const parameters: SqlValue[] = [JSON.stringify(query.boundaries), orgId, ...query.types];
  const { rows } = reader.query(
    `${parts}
     select part, type, source, ${device} as device, sum(submitted) as submitted, sum(completed) as completed,
       sum(cancelled) as cancelled, sum(failed) as failed, sum(open) as open, sum(abandoned) as abandoned,
       sum(pages) as pages, sum(color_pages) as color_pages, sum(sheets) as sheets,
       group_concat(wait, ' ') as wait, group_concat(completion, ' ') as completion
     from part join job_count on org_id = ? and slot >= opens and slot < closes
     where closes is not null and ${types} group by 1, 2, 3, 4`,
    parameters,
  );
  return (rows as unknown as RawRow[]).map(toCountRow);
}

interface RawRow {
  readonly part: number;
  readonly type: JobType;
  readonly source: string;
  readonly device: string;
  readonly submitted: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly failed: number;
  readonly open: number;
  readonly abandoned: number;
  readonly pages: number;
  readonly color_pages: number;
  readonly sheets: number;
  readonly wait: string;
  readonly completion: string;
}

function toCountRow({ color_pages, device, wait, completion, ...row }: RawRow): CountRow {
  return {
    ...row,
    device: device === '' ? null : device,
    colorPages: color_pages,
    wait: readHistogram(wait),
    completion: readHistogram(completion),
  };
}
