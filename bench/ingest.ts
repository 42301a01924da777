import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './support/children.ts';
import { makeBatch } from './support/events.ts';
import { atLeast, type Result } from './support/result.ts';
import { postBodies } from './support/senders.ts';

const batches = 150;
const size = 1_000;
const senders = 3;
const hourMs = 3_600_000;

/** Batches of 1,000 events over HTTP beside a bare loop of `JSON.parse` and the same statements. */
export async function benchIngest(): Promise<Result> {
  // Within the last day, so that nothing lies in the future.
  const startMs = Math.floor(Date.now() / hourMs) * hourMs - 20 * hourMs;
  const bodies = Array.from({ length: batches }, (_, i) => JSON.stringify(makeBatch(i, size, startMs)));
  const bare = await bareSeconds(startMs);
  const platen = await platenSeconds(bodies);
  const perSecond = (seconds: number) => ((batches * size) / seconds).toFixed(0);
  return {
    tables: [
      {
        title: `Ingest: ${batches} batches of ${size} events, a fifth of them corrections, ${senders} senders`,
        head: ['', 'events/s'],
        rows: [
          ['bare JSON.parse and statements', perSecond(bare)],
          ['platen over HTTP', perSecond(platen)],
        ],
      },
    ],
    verdicts: [atLeast(0.5, bare / platen, 'ingest beside bare statements')],
  };
}

async function bareSeconds(startMs: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  await using bare = await Child.start(
    'bare-ingest.ts',
    folder,
    String(batches),
    String(size),
    String(startMs),
  );
  return Number(bare.hello.seconds);
}

async function platenSeconds(bodies: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  await using platen = await Child.start('platen.ts', folder);
  const { url = '', orgId = '', key = '' } = platen.hello;
  return await postBodies(
    url,
    bodies.map((body) => ({ orgId, key, body })),
    senders,
  );
}
