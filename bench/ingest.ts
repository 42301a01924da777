import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IngestReceipt } from '@platen/contract';
import { Child } from './support/children.ts';
import { makeBatch } from './support/events.ts';
import { printTable, type Verdict } from './support/table.ts';

const batches = 150;
const size = 1_000;
const senders = 3;
const hourMs = 3_600_000;

/** Batches of 1,000 events over HTTP beside a bare loop of `JSON.parse` and the same statements. */
export async function benchIngest(): Promise<Verdict[]> {
  // Within the last day, so that nothing lies in the future.
  const startMs = Math.floor(Date.now() / hourMs) * hourMs - 20 * hourMs;
  const bodies = Array.from({ length: batches }, (_, i) => JSON.stringify(makeBatch(i, size, startMs)));
  const bare = await bareSeconds(startMs);
  const platen = await platenSeconds(bodies);
  const perSecond = (seconds: number) => ((batches * size) / seconds).toFixed(0);
  printTable(
    `Ingest: ${batches} batches of ${size} events, a fifth of them corrections, ${senders} senders`,
    ['', 'events/s'],
    [
      ['bare JSON.parse and statements', perSecond(bare)],
      ['platen over HTTP', perSecond(platen)],
    ],
  );
  const ratio = bare / platen;
  return [
    {
      what: 'ingest beside bare statements',
      measured: `${ratio.toFixed(2)}x`,
      limit: '>= 0.50x',
      kept: ratio >= 0.5,
    },
  ];
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
  const { url, orgId, key } = platen.hello;
  const waiting = [...bodies].reverse();
  const began = performance.now();
  const send = async () => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      const response = await fetch(`${url}/v1/orgs/${orgId}/jobs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body,
      });
      const receipt = (await response.json()) as IngestReceipt;
      if (response.status !== 202 || receipt.rejected.length > 0)
        throw new Error('A batch was not taken whole.');
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  return (performance.now() - began) / 1000;
}
