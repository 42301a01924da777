import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What changes by asking alone: the use of keys, and the answers kept for an Idempotency-Key. */
const ofAsking = {
  tables: ['idempotency'],
  columns: ['last_used_at', 'last_used_from', 'last_used_agent'],
};

/** All rows of all tables as text, by table, but for what changes by asking alone. */
export function dumpTables(folder: string): Record<string, string[]> {
  using db = new DatabaseSync(join(folder, 'platen.db'), { readOnly: true });
  const tables = db
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !ofAsking.tables.includes(name));
  const rowsOf = (table: string) => db.prepare(`select * from "${table}"`).all().map(rowText).sort();
  return Object.fromEntries(tables.map((table) => [table, rowsOf(table)]));
}

function rowText(row: Record<string, unknown>): string {
  return JSON.stringify(row, (name, value: unknown) => {
    if (ofAsking.columns.includes(name)) return undefined;
    return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  });
}

/** Which files of the folder hold the text anywhere in their bytes. */
export function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes(text));
}
