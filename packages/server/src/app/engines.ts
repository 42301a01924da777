/** The engines beside the embedded one, each with its driver: loaded by who uses them. */

export const postgres = () => import('../storage/postgres/index.ts');

export const clickhouse = () => import('../storage/clickhouse/index.ts');
