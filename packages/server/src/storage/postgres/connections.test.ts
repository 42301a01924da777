import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Postgres, whyNoPostgres } from '../../../../../test/support/postgres.ts';
import { Connections, type Session } from './connections.ts';

const lacking = whyNoPostgres();

describe.skipIf(lacking)(lacking ?? 'a connection to PostgreSQL', () => {
  let postgres: Postgres;
  let connections: Connections;
  beforeAll(async () => {
    postgres = await Postgres.start();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());
  beforeEach(async () => {
    connections = new Connections(await postgres.database(), 2);
  });
  afterEach(() => connections[Symbol.asyncDispose]());

  /** Lends one, and tells which it was. */
  const lend = async (use: (session: Session) => Promise<void> = async () => undefined) => {
    const session = await connections.connect();
    const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    await use(session);
    session.release();
    return rows[0]?.pid;
  };
  const momentary = { name: 'Refusal', code: 'overloaded' };

  it('is lent again, also after a wrong statement, which is a fault of ours', async () => {
    const first = await lend((session) =>
      expect(session.query('select nothing')).rejects.toMatchObject({ name: 'error', code: '42703' }),
    );
    expect(await lend()).toBe(first);
  });

  it('that its server ended is no fault of ours, and is not lent again', async () => {
    const first = await lend((session) =>
      expect(session.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toMatchObject(momentary),
    );
    expect(await lend()).not.toBe(first);
  });

  it('whose statement took too long is no fault of ours, and is not lent again', async () => {
    const first = await lend(async (session) => {
      await session.query(`set statement_timeout = '10ms'`);
      await expect(session.query('select pg_sleep(60)')).rejects.toMatchObject(momentary);
    });
    expect(await lend()).not.toBe(first);
  });

  it('gives up what takes too long by itself', async () => {
    await lend(async (session) => {
      expect((await session.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '30s' }]);
    });
  });

  it("begins a transaction again that was in another's way", async () => {
    await lend(async (session) => {
      await session.query('create table cell (id int primary key, n int)');
      await session.query('insert into cell values (1, 0), (2, 0)');
    });
    const entered = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const add = (first: 1 | 2, second: 1 | 2) =>
      connections.transaction('begin', async (session) => {
        await session.query('update cell set n = n + 1 where id = $1', [first]);
        entered[first - 1]?.resolve();
        await Promise.all(entered.map(({ promise }) => promise));
        await session.query('update cell set n = n + 1 where id = $1', [second]);
      });
    await Promise.all([add(1, 2), add(2, 1)]);
    await lend(async (session) => {
      expect((await session.query('select n from cell')).rows).toEqual([{ n: 2 }, { n: 2 }]);
    });
  });

  it('that failed within a transaction leaves nothing of it', async () => {
    await lend(async (session) => {
      await session.query('create table cell (id int primary key)');
    });
    const failing = connections.transaction('begin', async (session) => {
      await session.query('insert into cell values (1)');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await lend(async (session) => {
      expect((await session.query('select id from cell')).rows).toEqual([]);
    });
  });
});
