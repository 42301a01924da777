import {
  type DataTypeNode,
  type Dialect,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  type PostgresPoolClient,
  PostgresQueryCompiler,
} from 'kysely';
import type { Connections, Session } from './connections.ts';

/** Kysely on PostgreSQL, with the tables that the ledger's migrations mean. */
export function postgresDialect(connections: Connections): Dialect {
  const pool = {
    // It can all that is asked of it: nothing here reads by cursors.
    connect: async () => (await connections.connect()) as Session & PostgresPoolClient,
    end: () => connections.end(),
    options: {},
  };
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PostgresDriver({ pool }),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new LedgerCompiler(),
  };
}

/**
 * The types of the ledger's columns where PostgreSQL has others: integers of 64 bits and bytes as SQLite has them, and
 * text that sorts by its bytes, whatever the language of the database, so that lists and cursors have one order.
 */
const ownTypes: Readonly<Record<string, string>> = {
  text: 'text collate "C"',
  integer: 'bigint',
  blob: 'bytea',
};

class LedgerCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    this.append(ownTypes[node.dataType] ?? node.dataType);
  }
}
