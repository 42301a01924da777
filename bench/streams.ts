import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './support/children.ts';
import type { Result, Verdict } from './support/result.ts';

const streams = 1_000;
const restSeconds = 10;

interface Measured {
  readonly openSeconds: number;
  readonly memoryKb: number;
  readonly restPercent: number;
  /** From before the incident was sent until the last stream had it, and the processor time of the server for it. */
  readonly tellSeconds: number;
  readonly tellCpuMs: number;
}

/** 1,000 open streams: of 1,000 organizations, and of one. */
export async function benchStreams(): Promise<Result> {
  const measured = {
    'of 1,000 organizations': await measure(streams),
    'of one organization': await measure(1),
  };
  const { memoryKb, tellCpuMs } = measured['of 1,000 organizations'];
  return {
    tables: [
      {
        title: `Streams: ${streams} open, at rest for ${restSeconds} s, then an incident`,
        head: ['', 'opened in', 'memory of one', 'CPU at rest', 'all told after', 'CPU for it'],
        rows: Object.entries(measured).map(([name, m]) => [
          name,
          `${m.openSeconds.toFixed(2)} s`,
          `${m.memoryKb.toFixed(0)} kB`,
          `${m.restPercent.toFixed(2)} %`,
          `${m.tellSeconds.toFixed(2)} s`,
          `${m.tellCpuMs.toFixed(0)} ms`,
        ]),
      },
    ],
    verdicts: Object.entries(measured).flatMap(([name, m]) => verdictsOf(name, m)),
    constants: { 'a stream, kB': memoryKb, 'telling a stream, CPU µs': (tellCpuMs * 1000) / streams },
  };
}

function verdictsOf(name: string, m: Measured): Verdict[] {
  return [
    {
      what: `1,000 streams ${name}: all told`,
      measured: `${m.tellSeconds.toFixed(2)} s`,
      limit: '< 1 s',
      kept: m.tellSeconds < 1,
    },
    {
      what: `1,000 streams ${name}: at rest`,
      measured: `${m.restPercent.toFixed(2)} % CPU`,
      limit: '< 2 % CPU',
      kept: m.restPercent < 2,
    },
    {
      what: `1,000 streams ${name}: memory`,
      measured: `${m.memoryKb.toFixed(0)} kB each`,
      limit: '< 100 kB each',
      kept: m.memoryKb < 100,
    },
  ];
}

async function measure(organizations: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  await using platen = await Child.start('platen.ts', folder, String(organizations));
  const { url = '', operatorKey = '', tenants = '[]' } = platen.hello;
  const keys: { orgId: string; key: string }[] = JSON.parse(tenants);
  await sleep(2_000);
  const before = await platen.usage();
  const began = performance.now();
  const agent = new Agent({ keepAlive: false });
  const open: Stream[] = [];
  cleanup.defer(() => {
    for (const stream of open) stream.close();
  });
  for (let i = 0; i < streams; i++) {
    const tenant = keys[i % keys.length];
    if (tenant) open.push(new Stream(url, agent, tenant.orgId, tenant.key));
  }
  await Promise.all(open.map((stream) => stream.heard('"active_incidents":[]')));
  const openSeconds = (performance.now() - began) / 1000;

  await sleep(2_000);
  const atRest = await platen.usage();
  await sleep(restSeconds * 1_000);
  const afterRest = await platen.usage();

  const incidentAt = performance.now();
  const told = Promise.all(open.map((stream) => stream.heard('"name":"Scans fail"')));
  const response = await fetch(`${url}/v1/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Scans fail', impact: 'major', regions: ['eu'], body: 'We look into it.' }),
  });
  if (!response.ok) throw new Error('The incident was not taken.');
  await told;
  const tellSeconds = (performance.now() - incidentAt) / 1000;
  const afterTelling = await platen.usage();
  return {
    openSeconds,
    memoryKb: ((atRest.residentMb - before.residentMb) * 1000) / streams,
    restPercent: ((afterRest.cpuSeconds - atRest.cpuSeconds) / restSeconds) * 100,
    tellSeconds,
    tellCpuMs: (afterTelling.cpuSeconds - afterRest.cpuSeconds) * 1000,
  };
}

class Stream {
  readonly #request: ClientRequest;
  #text = '';
  #awaited: { readonly part: string; readonly resolve: () => void } | undefined;

  constructor(url: string, agent: Agent, orgId: string, key: string) {
    const headers = { authorization: `Bearer ${key}` };
    this.#request = request(`${url}/v1/orgs/${orgId}/system-status/stream`, { agent, headers });
    this.#request.on('response', (response) => {
      if (response.statusCode !== 200) throw new Error(`A stream was answered ${response.statusCode}.`);
      response.setEncoding('utf8').on('data', (chunk: string) => {
        this.#text += chunk;
        this.#look();
      });
      response.on('error', () => {});
    });
    this.#request.on('error', () => {});
    this.#request.end();
  }

  /** Waits until an event has this in it. */
  async heard(part: string): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#awaited = { part, resolve };
      this.#look();
    });
  }

  close(): void {
    this.#request.destroy();
  }

  #look(): void {
    if (!this.#awaited || !this.#text.includes(this.#awaited.part)) return;
    this.#awaited.resolve();
    this.#awaited = undefined;
    this.#text = '';
  }
}
