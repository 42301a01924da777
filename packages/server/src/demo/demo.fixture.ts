import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEntry } from '../access/index.ts';
import { defaultKeep, type IngestCounts, type JobStore, type StoredJob } from '../jobs/index.ts';
import { HeldClock } from '../kit/clock.ts';
import { openSqlite } from '../storage/index.ts';

/** A temporary folder, empty or a copy of another, that goes when it is disposed of. */
export function makeFolder(copyOf?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'platen-demo-'));
  if (copyOf !== undefined) cpSync(copyOf, folder, { recursive: true });
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

/** The rooms on a temporary folder, with their clock held. */
export async function openRooms(now: string, copyOf?: string) {
  await using opened = new AsyncDisposableStack();
  const { folder } = opened.use(makeFolder(copyOf));
  const demo = opened.use(await openRoomsIn(folder, now));
  const everything = opened.move();
  return { ...demo, [Symbol.asyncDispose]: () => everything.disposeAsync() };
}

/** Notes what is ingested, and fails to after so many batches if told so. */
export async function openRoomsIn(folder: string, now: string) {
  const storage = await openSqlite(folder);
  const clock = new HeldClock(now);
  const ingested: { jobs: readonly StoredJob[]; counts: IngestCounts }[] = [];
  let batchesLeft = Number.POSITIVE_INFINITY;
  const store: JobStore = {
    ...storage.jobs,
    async ingest(orgId, batch) {
      if (batchesLeft-- <= 0) throw new Error('The disk is full.');
      const counts = await storage.jobs.ingest(orgId, batch);
      ingested.push({ jobs: batch.jobs, counts });
      return counts;
    },
  };
  return {
    rooms: {
      clock,
      access: { store: storage.access, clock },
      status: { store: storage.status, clock },
      jobs: {
        store,
        clock,
        keep: defaultKeep,
        audit: (entry: AuditEntry) => storage.access.appendAudit(entry),
      },
      subscription: { store: storage.subscription, clock },
    },
    clock,
    ingested,
    breakAfter: (batches: number) => {
      batchesLeft = batches;
    },
    [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose](),
  };
}
