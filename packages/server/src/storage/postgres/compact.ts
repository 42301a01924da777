import { type Compaction, type CompactProgress, type StoreSize, sizeQueries } from '../size.ts';
import { Connections, type Session } from './connections.ts';
import { checkUrl } from './open.ts';

/**
 * Lets the database use again what is free in our tables, and look at what is in them. Servers may go on. Files become
 * smaller only where their end is free.
 *
 * @throws UnusableDatabaseError
 */
export async function compactPostgres(
  url: string,
  tell: (progress: CompactProgress) => void,
): Promise<Compaction> {
  checkUrl(url);
  await using connections = new Connections(url, 1, { patient: true, name: 'platen compact' });
  const session = await connections.connect();
  try {
    const before = await sizeOf(session);
    const names = [...before.tables.keys()];
    for (const [index, name] of names.entries()) {
      tell({ done: index / names.length, text: `vacuum of ${name}` });
      await session.query(`vacuum (analyze) "${name}"`);
    }
    return { before, after: await sizeOf(session) };
  } finally {
    session.release();
  }
}

async function sizeOf(session: Session): Promise<StoreSize> {
  const one = async (sql: string) => (await session.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
  const { rows } = await session.query<{ name: string; bytes: number }>(
    `select relname::text as name, pg_total_relation_size(oid) as bytes from pg_class
     where relkind = 'r' and relnamespace = current_schema()::regnamespace and pg_get_userbyid(relowner) = current_user
     order by 1`,
  );
  return {
    bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
    tables: new Map(rows.map(({ name, bytes }) => [name, bytes])),
    jobs: await one(sizeQueries.jobs),
    counted: await one(sizeQueries.counted),
  };
}
