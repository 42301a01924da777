import { quote } from './quote.ts';
import type { Server } from './server.ts';
import type { Tables } from './tables.ts';

/**
 * Whether the replicas that are read have every job that was ever acknowledged: each shard's has copied the whole log of
 * its table, and fetched all that is in it. Which replicas those are is part of the answer, so that it can be asked again
 * after they were read.
 *
 * @returns undefined when they have not
 */
export async function wholeReplicas(
  server: Server,
  { database, cluster }: Tables,
): Promise<string | undefined> {
  if (cluster === null) return 'the only one';
  const [[shards] = []] = await server.rows(
    `select uniqExact(shard_num) from system.clusters where cluster = ${quote(cluster)}`,
  );
  const replicas = await server.rows(`
    select replica_path, log_pointer > log_max_index, log_max_index = 0, zookeeper_path
    from cluster(${cluster}, system, replicas)
    where database = ${quote(database)} and table = 'job_local' and not is_readonly and not is_session_expired
      and inserts_in_queue = 0`);
  if (replicas.length !== shards) return undefined;
  for (const [, hasCopied, isAtBeginning, path] of replicas) {
    if (hasCopied === 1) continue;
    // 0 is the first entry of a log, and what is said of a log without any.
    if (isAtBeginning !== 1 || !(await isEmpty(server, `${path}/log`))) return undefined;
  }
  return replicas
    .map(([path]) => path)
    .sort()
    .join(' ');
}

async function isEmpty(server: Server, path: string): Promise<boolean> {
  const [[entries] = []] = await server.rows(
    `select count() from system.zookeeper where path = ${quote(path)}`,
  );
  return entries === 0;
}
