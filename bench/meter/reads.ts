import { Child } from '../support/children.ts';
import { atMost, type Result } from '../support/result.ts';
import type { Engine } from './engine.ts';

const measureMs = 6_000;
const senders = 3;
const slotMs = 900_000;
const dayMs = 86_400_000;
const paths = ['job-stats', 'system-status'] as const;

/** What readers wait for while nothing is written, and while as much is written as can be. */
export async function benchReads(engines: readonly Engine[]): Promise<Result> {
  const rows: string[][] = [];
  const verdicts = [];
  const notes: string[] = [];
  const constants: Record<string, number> = {};
  for (const engine of engines) {
    const { idle, loaded, perSecond, serverMs, databaseMs } = await measure(engine);
    constants[`${engine.name}: a day of job-stats on the server, CPU ms`] = serverMs;
    constants[`${engine.name}: a day of job-stats in the database, CPU ms`] = databaseMs;
    for (const path of paths) {
      const figures = [idle[path].p50, idle[path].p99, loaded[path].p50, loaded[path].p99];
      rows.push([`${engine.name}: ${path}`, ...figures.map((ms) => ms.toFixed(1))]);
      verdicts.push(
        atMost(
          3,
          loaded[path].p99 / idle[path].p99,
          `${engine.name}: p99 of ${path} under ingest beside idle`,
        ),
      );
    }
    notes.push(`${engine.name} took ${perSecond.toFixed(0)} events/s meanwhile.`);
  }
  return {
    tables: [
      {
        title: `One reader, idle and beside ${senders} senders of batches without a pause, in ms`,
        head: ['', 'idle p50', 'idle p99', 'loaded p50', 'loaded p99'],
        rows,
      },
    ],
    verdicts,
    notes: [
      '`job-stats` is of 24 hours of the organization that is written to, each time of another window; `system-status` is the ready answer. ' +
        'Server, database, senders and reader share the cores of the machine, so a part of what is lost is lost to the senders.',
      ...notes,
    ],
    constants,
  };
}

interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly answers: number;
}
type Latencies = Readonly<Record<(typeof paths)[number], Latency>>;

interface Measured {
  readonly idle: Latencies;
  readonly loaded: Latencies;
  /** Events taken meanwhile. */
  readonly perSecond: number;
  /** Processor time of one answer of `job-stats` while idle. */
  readonly serverMs: number;
  readonly databaseMs: number;
}

async function measure(engine: Engine): Promise<Measured> {
  await using place = await engine.place();
  await using platen = await Child.start('platen.ts', place.folder, '1', JSON.stringify(place.settings));
  const { url = '', orgId = '', key = '' } = platen.hello;
  const startLoad = () =>
    Child.start('ingest-load.ts', url, orgId, key, String(senders), String(engine.batchSize));
  // First there has to be something to read.
  {
    await using load = await startLoad();
    await read(platen, 'job-stats', 2_000);
    await load.usage();
  }
  const usageBefore = await platen.usage();
  const databaseBefore = place.cpuSeconds();
  const stats = await read(platen, 'job-stats', measureMs);
  const serverSeconds = (await platen.usage()).cpuSeconds - usageBefore.cpuSeconds;
  const databaseSeconds = place.cpuSeconds() - databaseBefore;
  const idle = { 'job-stats': stats, 'system-status': await read(platen, 'system-status', measureMs) };
  await using load = await startLoad();
  const before = await load.usage();
  const began = performance.now();
  const loaded = {
    'job-stats': await read(platen, 'job-stats', measureMs),
    'system-status': await read(platen, 'system-status', measureMs),
  };
  const taken = ((await load.usage()).taken ?? 0) - (before.taken ?? 0);
  return {
    idle,
    loaded,
    perSecond: taken / ((performance.now() - began) / 1000),
    serverMs: (serverSeconds * 1000) / stats.answers,
    databaseMs: (databaseSeconds * 1000) / stats.answers,
  };
}

/** Asks again and again, as one reader who waits for each answer. */
async function read(platen: Child, path: (typeof paths)[number], forMs: number): Promise<Latency> {
  const { url, orgId, key } = platen.hello;
  const began = performance.now();
  const times: number[] = [];
  const now = Date.now();
  for (let i = 0; performance.now() - began < forMs; i++) {
    const to = now - Math.floor(i / 60) * slotMs;
    const from = to - dayMs - (i % 60) * slotMs;
    const query = path === 'job-stats' ? `?from=${iso(from)}&to=${iso(to)}` : '';
    const asked = performance.now();
    const response = await fetch(`${url}/v1/orgs/${orgId}/${path}${query}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path} was answered ${response.status}.`);
    times.push(performance.now() - asked);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), answers: times.length };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
