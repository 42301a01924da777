import type { PostgresQueryResult } from 'kysely';
import { type ClientBase, Pool, type PoolClient, types } from 'pg';
import { retried } from '../retry.ts';
import { faultOf, unreachable } from './faults.ts';

/** How long we wait to be let in, be it for a connection of our own that is free again. */
const connectWithinMs = 5_000;
/** How long a statement may take on the server. */
const statementWithinMs = 30_000;
/** When the server should have given the statement up and says nothing, the connection is taken for dead. */
const answerWithinMs = statementWithinMs + 5_000;

/** Connections have it where their URL gives no other. */
export const nameOfServers = 'platen';

/** How every connection of ours is made. 64-bit integers are numbers: ours are instants, counts and flags. */
export function connectionOptions(url: string, name = nameOfServers) {
  return {
    connectionString: url,
    connectionTimeoutMillis: connectWithinMs,
    keepAlive: true,
    fallback_application_name: name,
    types: { getTypeParser },
  };
}

const int8 = types.builtins.INT8;
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === int8 ? Number : types.getTypeParser(oid, format as 'text');

/** A bounded number of connections, to be had one at a time. */
export class Connections implements AsyncDisposable {
  readonly #pool: Pool;

  /** `patient`: statements may take as long as they take. */
  constructor(url: string, most: number, { patient = false, name = nameOfServers } = {}) {
    this.#pool = new Pool({
      ...connectionOptions(url, name),
      max: most,
      ...(patient ? {} : { query_timeout: answerWithinMs }),
      onConnect: (client) => setUp(client, patient ? 0 : statementWithinMs),
    });
    // A connection that is lost while nobody uses it is none of anybody's trouble.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /**
   * To be released by whom it is lent to.
   *
   * @throws Refusal `overloaded`
   */
  async connect(): Promise<Session> {
    try {
      return new Session(await this.#pool.connect());
    } catch (cause) {
      throw unreachable(cause);
    }
  }

  /** Runs `work` in one transaction, begun as said, and again where the server gave it up in favour of another. */
  transaction<T>(begin: string, work: (session: Session) => Promise<T>): Promise<T> {
    return retried(async () => {
      const session = await this.connect();
      try {
        await session.query(begin);
        const result = await work(session);
        await session.query('commit');
        return result;
      } catch (error) {
        await session.rollBack();
        throw error;
      } finally {
        session.release();
      }
    });
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }
}

/**
 * What is acknowledged is on the server's disk, whatever the server or its role is set to; and nothing of ours holds
 * locks for ever.
 */
async function setUp(client: ClientBase, withinMs: number): Promise<void> {
  await client.query(
    `select set_config('statement_timeout', $1, false),
       set_config('idle_in_transaction_session_timeout', $1, false),
       case when current_setting('synchronous_commit') in ('off', 'local')
         then set_config('synchronous_commit', 'on', false) end`,
    [String(withinMs)],
  );
}

/** One connection, for as long as it is lent. */
export class Session {
  readonly #client: PoolClient;
  /** A connection after trouble is not lent again. */
  #isSound = true;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  /** @throws Refusal `overloaded` when the database is away; DatabaseError when the statement is wrong. */
  async query<R extends object>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> {
    try {
      return (await this.#client.query<R>(sql, [...parameters])) as PostgresQueryResult<R>;
    } catch (error) {
      const fault = faultOf(error);
      if (fault !== error) this.#isSound = false;
      throw fault;
    }
  }

  async rollBack(): Promise<void> {
    if (!this.#isSound) return;
    await this.query('rollback').catch(() => {
      this.#isSound = false;
    });
  }

  release(discard = false): void {
    this.#client.release(discard || !this.#isSound);
  }
}
