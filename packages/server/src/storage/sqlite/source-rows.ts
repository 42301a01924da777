import type { Source } from '../../jobs/index.ts';
import { type SourceRow, toSource } from '../source-row.ts';
import type { Connection } from './database.ts';
import type { SqlValue } from './messages.ts';

export function findSource(connection: Connection, orgId: string, source: string): Source | undefined {
  const row = connection.statement('select * from source where org_id = ? and source = ?').get(orgId, source);
  return row && toSource(row as unknown as SourceRow);
}

export function listSources(connection: Connection, orgId: string): Source[] {
  const rows = connection.statement('select * from source where org_id = ? order by source').all(orgId);
  return (rows as unknown as SourceRow[]).map(toSource);
}

export function writeSource(connection: Connection, orgId: string, source: Source): void {
  const row: SqlValue[] = [
    orgId,
    source.source,
    source.declared === null ? null : JSON.stringify(source.declared),
    JSON.stringify(source.shown),
    source.heardAt,
    source.newestEventAt,
    source.retiredAt,
  ];
  connection
    .statement(
      `insert or replace into source (org_id, source, declared, shown, heard_at, newest_event_at, retired_at)
       values (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(...row);
}
