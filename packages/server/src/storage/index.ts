export { openPostgres, UnusableDatabaseError } from './postgres/open.ts';
export { FolderInUseError } from './sqlite/database.ts';
export { openSqlite } from './sqlite/open.ts';
export type { Storage } from './storage.ts';
