export { openSqlite, type Storage } from './sqlite/open.ts';
