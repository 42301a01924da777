import { openPostgres, openSqlite, type Storage } from '../storage/index.ts';
import type { Config } from './config.ts';

/**
 * The database that the settings name: PostgreSQL where there is a URL, else the embedded one.
 *
 * @throws Error when it cannot be opened.
 */
export function openStorage({ data, databaseUrl }: Config): Promise<Storage> {
  return databaseUrl === null ? openSqlite(data) : openPostgres(databaseUrl);
}
