import { openStorage } from '../../packages/server/src/app/open-storage.ts';
import { readConfig } from '../../packages/server/src/index.ts';
import { reportTo } from '../support/children.ts';
import { jobOf, makeBatches, orgIdOf, type Shape } from '../support/events.ts';

/** The meter by itself: batches that are parsed already, taken by the store from several callers at once. */
const [folder = '', settings = '{}', shape = '', batches = '0', size = '0', callers = '1'] =
  process.argv.slice(2);
const config = readConfig({ PLATEN_DATA: folder, ...JSON.parse(settings) }, undefined, {});
const now = Date.now();
const waiting = makeBatches(shape as Shape, Number(batches), Number(size), now)
  .map(({ org, events }) => ({ orgId: orgIdOf(org), jobs: events.map(jobOf) }))
  .values();
reportTo({ seconds: String(await takeAll()) });
process.once('SIGTERM', () => process.exit(0));

async function takeAll(): Promise<number> {
  await using storage = await openStorage(config);
  const began = performance.now();
  const take = async () => {
    for (const { orgId, jobs } of waiting) {
      await storage.jobs.ingest(orgId, { jobs, receivedAt: now, heardFrom: null });
    }
  };
  await Promise.all(Array.from({ length: Number(callers) }, take));
  return (performance.now() - began) / 1000;
}
