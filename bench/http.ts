import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { Child } from './support/children.ts';
import { printTable, type Verdict } from './support/table.ts';

const seconds = 6;
const connections = 24;
const rounds = 3;

interface Measured {
  readonly perSecond: number;
  /** Processor time of the server for one request, in microseconds. */
  readonly cpuMicros: number;
}

/** Authenticated reads beside a bare `node:http` server that answers the same bytes, by turns, best of three. */
export async function benchHttp(): Promise<Verdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  await using platen = await Child.start('platen.ts', folder);
  const { url = '', orgId = '', key = '' } = platen.hello;
  const target = `${url}/v1/orgs/${orgId}/system-status`;
  const headers = { authorization: `Bearer ${key}` };
  const sample = await fetch(target, { headers });
  const etag = sample.headers.get('etag') ?? '';
  await using bare = await Child.start('bare-http.ts', await sample.text());
  const bareUrl = `${bare.hello.url}/`;

  const best: Record<string, Measured> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, child, at, sent] of [
      ['bare 200', bare, bareUrl, headers],
      ['platen 200', platen, target, headers],
      ['bare 304', bare, bareUrl, { ...headers, 'if-none-match': etag }],
      ['platen 304', platen, target, { ...headers, 'if-none-match': etag }],
    ] as const) {
      const measured = await load(child, at, sent);
      if (!best[name] || measured.perSecond > best[name].perSecond) best[name] = measured;
    }
  }
  const { residentMb } = await platen.usage();
  printTable(
    `HTTP: ${connections} connections, ${seconds} s a round, best of ${rounds}`,
    ['', 'requests/s', 'CPU µs/request'],
    Object.entries(best).map(([name, m]) => [name, m.perSecond.toFixed(0), m.cpuMicros.toFixed(1)]),
  );
  process.stdout.write(`Resident memory after this load: ${residentMb.toFixed(0)} MB\n`);
  return (['200', '304'] as const).map((status) => {
    const ratio = (best[`platen ${status}`]?.perSecond ?? 0) / (best[`bare ${status}`]?.perSecond ?? 1);
    return {
      what: `authenticated ${status} beside bare node:http`,
      measured: `${ratio.toFixed(2)}x`,
      limit: '>= 0.80x',
      kept: ratio >= 0.8,
    };
  });
}

async function load(child: Child, url: string, headers: Record<string, string>): Promise<Measured> {
  const before = await child.usage();
  const result = await autocannon({ url, headers, connections, duration: seconds });
  const after = await child.usage();
  if (result.errors > 0 || result['5xx'] > 0 || result['4xx'] > 0)
    throw new Error(`The load on ${url} had failures.`);
  const requests = result.requests.total;
  return {
    perSecond: requests / result.duration,
    cpuMicros: ((after.cpuSeconds - before.cpuSeconds) / requests) * 1e6,
  };
}
