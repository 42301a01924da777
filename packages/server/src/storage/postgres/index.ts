export { compactPostgres } from './compact.ts';
export { examinePostgres } from './examine.ts';
export { openPostgres } from './open.ts';
export { openPostgresSource, openPostgresTarget } from './store-to-copy.ts';
