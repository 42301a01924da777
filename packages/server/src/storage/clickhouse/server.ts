import { setTimeout as pause } from 'node:timers/promises';
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import type { Address } from './address.ts';
import { faultOf, wasLost, wasNotReached } from './faults.ts';

/** Well below the time for which an hour that is written to is held for busy: no insert may take effect after it. */
const answerWithinMs = 30_000;
const statementWithinSeconds = 25;
const pingWithinMs = 2_000;
const pingEveryMs = 500;
const mostConnections = 16;

export type Row = readonly unknown[];

interface Entry {
  readonly client: ClickHouseClient;
  readonly pinger: ClickHouseClient;
  isUp: boolean;
}

/** The servers of one address, of which the first that answers is asked: all of ours have the same order. */
export class Server implements AsyncDisposable {
  readonly #entries: readonly Entry[];
  #settings: ClickHouseSettings = {};
  readonly #stopping = new AbortController();
  #watching: Promise<void> = Promise.resolve();

  constructor({ entries, user, password }: Address) {
    this.#entries = entries.map((url) => ({
      client: clientOf({ url, username: user, password }, answerWithinMs),
      pinger: clientOf({ url, username: user, password }, pingWithinMs),
      isUp: true,
    }));
  }

  /** Goes on asking whether they are there. Settings that the servers do not know are left out. */
  async begin(): Promise<void> {
    const names = Object.keys(wantedSettings).map((name) => `'${name}'`);
    const known = await this.rows(`select name from system.settings where name in (${names.join(', ')})`);
    this.#settings = Object.fromEntries(
      known.map(([name]) => [String(name), wantedSettings[name as keyof typeof wantedSettings]]),
    );
    this.#watching = this.#watch();
  }

  get isReachable(): boolean {
    return this.#entries.some(({ isUp }) => isUp);
  }

  /** @throws Refusal `overloaded` when no server answers. */
  rows(sql: string): Promise<readonly Row[]> {
    return this.#ask('again', async (client) => {
      const settings = { ...this.#settings, wait_end_of_query: 1 } as const;
      const result = await client.query({ query: sql, format: 'JSONCompact', clickhouse_settings: settings });
      return (await result.json<Row>()).data;
    });
  }

  run(sql: string): Promise<void> {
    return this.#ask('once', async (client) => {
      await client.command({ query: sql, clickhouse_settings: this.#settings });
    });
  }

  /**
   * Writes rows in one request, and once more where a connection was lost and they may be written `again`. What is
   * thrown but for a `Refusal` tells that nothing was written; after one it is not known.
   *
   * @throws Refusal `overloaded`
   */
  insert(table: string, rows: readonly object[], times: 'once' | 'again'): Promise<void> {
    return this.#ask(times, async (client) => {
      await client.insert({
        table,
        values: rows,
        format: 'JSONEachRow',
        clickhouse_settings: this.#settings,
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
    await Promise.all(this.#entries.flatMap(({ client, pinger }) => [client.close(), pinger.close()]));
  }

  async #ask<T>(times: 'once' | 'again', ask: (client: ClickHouseClient) => Promise<T>): Promise<T> {
    const inOrder = this.#entries.toSorted((a, b) => Number(b.isUp) - Number(a.isUp));
    let failure: unknown;
    for (const entry of inOrder) {
      try {
        return await ask(entry.client);
      } catch (error) {
        failure = error;
        if (!wasNotReached(error) && !(times === 'again' && wasLost(error))) break;
        entry.isUp = false;
      }
    }
    throw faultOf(failure);
  }

  async #watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await Promise.all(
        this.#entries.map(async (entry) => {
          // `select` asks with the password; a server answers bare pings of anybody.
          const answer = await entry.pinger.ping({ select: true, abort_signal: this.#stopping.signal });
          entry.isUp = answer.success;
        }),
      );
      await pause(pingEveryMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }
}

/** What each statement asks for, of what the server knows. */
const wantedSettings = {
  max_execution_time: statementWithinSeconds,
  // Thousands of moments are named in one statement.
  max_query_size: '67108864',
  max_ast_elements: '1000000',
  // An import may bring years at once.
  max_partitions_per_insert_block: '0',
  output_format_json_quote_64bit_integers: 0,
  // Acknowledged is what is in the table, on every shard; whatever the user's profile says.
  async_insert: 0,
  insert_distributed_sync: 1,
  insert_distributed_timeout: String(statementWithinSeconds),
  // All of our servers read from the replica that they write to.
  load_balancing: 'in_order',
  // All versions of a job are of one month.
  do_not_merge_across_partitions_select_final: 1,
  // A shard that is away must not halve an answer.
  skip_unavailable_shards: 0,
} as const satisfies ClickHouseSettings;

function clientOf(
  login: { url: string; username: string; password: string },
  withinMs: number,
): ClickHouseClient {
  return createClient({
    ...login,
    application: 'platen',
    request_timeout: withinMs,
    max_open_connections: mostConnections,
    // Servers close what is idle for three seconds, by default.
    keep_alive: { enabled: true, idle_socket_ttl: 1_000, eagerly_destroy_stale_sockets: true },
    log: { level: ClickHouseLogLevel.OFF },
  });
}
