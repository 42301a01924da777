import {
  type Batch,
  type JobStore,
  nothingSeen,
  type RetentionStore,
  type Source,
  type Taken,
} from '../../jobs/index.ts';
import { GroupCommit, weightOfRequest } from '../group-commit.ts';
import { floorsTopic } from '../ledger/retention-store.ts';
import type { Connections, Session } from './connections.ts';
import { readRows } from './read-meter.ts';
import type { SharedRevisions } from './shared-revisions.ts';
import { listSources, lockOrMakeSources, lockSources, writeSources } from './source-rows.ts';
import { takeBatches } from './take-batch.ts';

const limits = { weightOfCommit: 10_000, weightWaiting: 200_000 };

/**
 * The meter on PostgreSQL, for any number of servers. Batches of an organization that come at once share a transaction:
 * apart they would only wait for one another's rows.
 */
export function postgresJobStore(
  connections: Connections,
  revisions: SharedRevisions,
  retention: RetentionStore,
): JobStore & AsyncDisposable {
  const topic = (orgId: string) => `jobs ${orgId}`;

  /** What answers undefined has changed nothing. */
  const change = async <T>(orgId: string, work: (session: Session) => Promise<T>): Promise<T> => {
    const [result, raise] = await connections.transaction('begin', async (session) => {
      const result = await work(session);
      if (result === undefined) return [result, () => undefined] as const;
      return [
        result,
        await revisions.note([topic(orgId)], (sql, values) => session.query(sql, values)),
      ] as const;
    });
    raise();
    return result;
  };

  /** For each organization, none of which waits for another. */
  const groups = new Map<string, GroupCommit<Batch, Taken>>();
  const groupsOf = (orgId: string) => {
    const commit = (batches: readonly Batch[]) =>
      change(orgId, (session) => takeBatches(session, orgId, batches));
    const known = groups.get(orgId) ?? new GroupCommit(commit, limits);
    groups.set(orgId, known);
    return known;
  };

  return {
    ...retention,
    // A number raised later is greater than all that were raised before.
    jobsRevision: (orgId) => Math.max(revisions.of(topic(orgId)), revisions.of(floorsTopic)),
    ingest: (orgId, batch) => groupsOf(orgId).take(orgId, weightOfRequest + batch.jobs.length, batch),

    readMeter: (orgId, queries) =>
      connections.transaction('begin isolation level repeatable read read only', async (session) => {
        const rows = [];
        for (const query of queries) rows.push(await readRows(session, orgId, query));
        return rows;
      }),

    async listSources(orgId) {
      const session = await connections.connect();
      try {
        return await listSources(session, orgId);
      } finally {
        session.release();
      }
    },
    declareSource: (orgId, source, declared) =>
      change(orgId, async (session) => {
        const known = await lockOrMakeSources(session, orgId, [source]);
        const changed = { ...(known.get(source) ?? unheard(source)), declared, retiredAt: null };
        await writeSources(session, orgId, [changed]);
        return changed;
      }),
    retireSource: (orgId, source, at) =>
      change(orgId, async (session) => {
        const known = (await lockSources(session, orgId, [source])).get(source);
        if (!known) return undefined;
        const changed = { ...known, retiredAt: known.retiredAt ?? at };
        await writeSources(session, orgId, [changed]);
        return changed;
      }),
    async [Symbol.asyncDispose]() {
      for (const group of groups.values()) await group[Symbol.asyncDispose]();
    },
  };
}

function unheard(source: string): Source {
  return { source, declared: null, shown: nothingSeen, heardAt: null, newestEventAt: null, retiredAt: null };
}
