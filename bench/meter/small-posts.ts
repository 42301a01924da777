import autocannon from 'autocannon';
import { Child } from '../support/children.ts';
import { makeBatch } from '../support/events.ts';
import type { Result } from '../support/result.ts';
import type { Engine } from './engine.ts';

const concurrencies = [1, 8, 64];
const seconds = 4;
const hourMs = 3_600_000;

/** Posts of a single event, each answered when it is on disk. */
export async function benchSmallPosts(engines: readonly Engine[]): Promise<Result> {
  const rows: string[][] = [];
  const constants: Record<string, number> = {};
  for (const engine of engines) {
    for (const concurrency of concurrencies) {
      const { perSecond, p50, p99, serverMicros, databaseMicros } = await measure(engine, concurrency);
      rows.push([
        `${engine.name}, ${concurrency} at once`,
        ...[perSecond, p50, p99].map((value) => value.toFixed(0)),
        `${serverMicros.toFixed(0)} + ${databaseMicros.toFixed(0)}`,
      ]);
      const post = `${engine.name}: a post of one event, ${concurrency} at once`;
      constants[`${post}, on the server, CPU µs`] = serverMicros;
      constants[`${post}, in the database, CPU µs`] = databaseMicros;
      constants[`${engine.name}: posts of one event, ${concurrency} at once, a second`] = perSecond;
    }
  }
  return {
    tables: [
      {
        title: `Posts of one event: ${seconds} s each`,
        head: ['', 'posts/s', 'p50, ms', 'p99, ms', 'CPU µs/post, server + database'],
        rows,
      },
    ],
    verdicts: [],
    constants,
  };
}

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly serverMicros: number;
  readonly databaseMicros: number;
}

async function measure(engine: Engine, concurrency: number): Promise<Measured> {
  await using place = await engine.place();
  await using platen = await Child.start('platen.ts', place.folder, '1', JSON.stringify(place.settings));
  const { url = '', orgId = '', key = '' } = platen.hello;
  const startMs = Date.now() - 20 * hourMs;
  let number = 0;
  const before = await platen.usage();
  const databaseBefore = place.cpuSeconds();
  const result = await autocannon({
    url,
    connections: concurrency,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: `/v1/orgs/${orgId}/jobs`,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        setupRequest: (request) => ({
          ...request,
          body: JSON.stringify(makeBatch(number++, 1, startMs)),
        }),
      },
    ],
  });
  const after = await platen.usage();
  const databaseSeconds = place.cpuSeconds() - databaseBefore;
  if (result.errors > 0 || result.non2xx > 0) throw new Error('Not every post was taken.');
  const posts = result.requests.total;
  return {
    perSecond: posts / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    serverMicros: ((after.cpuSeconds - before.cpuSeconds) * 1e6) / posts,
    databaseMicros: (databaseSeconds * 1e6) / posts,
  };
}
