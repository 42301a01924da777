import { join } from 'node:path';
import type { JobEvent } from '@platen/contract';
import { openSqlite } from '../../packages/server/src/storage/index.ts';
import { Connection } from '../../packages/server/src/storage/sqlite/database.ts';
import { takeBatches } from '../../packages/server/src/storage/sqlite/take-batch.ts';
import { reportTo } from '../support/children.ts';
import { jobOf, makeBatch } from '../support/events.ts';

/** The peer: `JSON.parse` and the same statements in one loop, with nobody to ask and nobody to answer. */
const [folder = '', batches = '0', size = '0', startMs = '0'] = process.argv.slice(2);
await (await openSqlite(folder))[Symbol.asyncDispose]();
const bodies = Array.from({ length: Number(batches) }, (_, i) =>
  JSON.stringify(makeBatch(i, Number(size), Number(startMs))),
);
const connection = Connection.forWriting(join(folder, 'platen.db'));
const began = performance.now();
for (const body of bodies) {
  const jobs = (JSON.parse(body) as JobEvent[]).map(jobOf);
  takeBatches(connection, [{ orgId: '4725fffa', batch: { jobs, receivedAt: 0, heardFrom: null } }]);
}
const seconds = (performance.now() - began) / 1000;
connection.close();
reportTo({ seconds: String(seconds) });
process.once('SIGTERM', () => process.exit(0));
