export { FolderInUseError } from './sqlite/database.ts';
export { openSqlite, type Storage } from './sqlite/open.ts';
