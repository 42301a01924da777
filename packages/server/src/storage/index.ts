export { clickhouseMeter } from './clickhouse/open.ts';
export { openPostgres } from './postgres/open.ts';
export { FolderInUseError } from './sqlite/database.ts';
export { openSqlite } from './sqlite/open.ts';
export type { Storage } from './storage.ts';
export { UnusableDatabaseError } from './unusable.ts';
