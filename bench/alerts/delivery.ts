import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { PlatenClient } from '@platen/sdk';
import { Child } from '../support/children.ts';
import type { Table, Verdict } from '../support/result.ts';

const sizes = [1, 100];
const facts = 150;
/** So that facts fall anywhere between two looks. */
const mostPauseMs = 250;
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8GKYqrTw';

/** From an incident that is posted to the last of the webhooks that bring it, on a real server. */
export async function benchDelivery(): Promise<{
  readonly table: Table;
  readonly verdicts: readonly Verdict[];
}> {
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  for (const size of sizes) {
    const delays = (await delaysOf(size)).sort((a, b) => a - b);
    const at = (share: number) => delays[Math.min(delays.length - 1, Math.floor(share * delays.length))] ?? 0;
    rows.push([`${size}`, ...[0.5, 0.9, 0.99, 1].map((share) => `${at(share).toFixed(0)} ms`)]);
    verdicts.push({
      what: `from a fact to the last of ${size} webhooks, p99`,
      measured: `${at(0.99).toFixed(0)} ms`,
      limit: '< 1,000 ms',
      kept: at(0.99) < 1_000,
    });
  }
  return {
    table: {
      title: `From an incident that is posted to the last webhook that brings it: ${facts} incidents, one after the other`,
      head: ['organizations told', 'p50', 'p90', 'p99', 'greatest'],
      rows,
    },
    verdicts,
  };
}

async function delaysOf(organizations: number): Promise<number[]> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  opened.defer(() => rm(folder, { recursive: true }));
  const arrivals = new Arrivals();
  const url = await arrivals.listen();
  opened.defer(() => arrivals.close());
  const settings = { PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8', PLATEN_LOG_LEVEL: 'silent' };
  const child = opened.use(
    await Child.start('platen.ts', folder, `${organizations}`, JSON.stringify(settings)),
  );
  const { hello } = child;
  const operator = new PlatenClient({ url: hello.url ?? '', key: hello.operatorKey ?? '', retries: 0 });
  for (const { orgId, key } of JSON.parse(hello.tenants ?? '[]') as { orgId: string; key: string }[]) {
    const tenant = new PlatenClient({ url: hello.url ?? '', key, retries: 0 });
    const params = { org_id: orgId };
    const config = { url, secrets: [secret] };
    const { id } = await tenant.call('createChannel', {
      params,
      body: { kind: 'webhook', name: 'Ours', config },
    });
    const timing = { group_wait_seconds: 0, group_interval_seconds: 0 };
    await tenant.call('createAlertRoute', { params, body: { position: 1, channel_ids: [id], ...timing } });
  }
  const delays: number[] = [];
  for (let fact = 0; fact < facts; fact++) {
    await pause(Math.random() * mostPauseMs);
    const name = `Incident number ${fact}.`;
    const told = arrivals.of(name, organizations);
    const began = performance.now();
    const { id } = await operator.call('createIncident', {
      body: { name, impact: 'minor', regions: ['eu'], component_ids: ['print'], body: 'We look.' },
    });
    delays.push((await told) - began);
    const end = { status: 'resolved', body: 'Mended.' } as const;
    await operator.call('addIncidentUpdate', { params: { incident_id: id }, body: end });
  }
  return delays;
}

/** A receiver that takes everything, and knows when it has heard of something often enough. */
class Arrivals {
  #name = '';
  #missing = 0;
  #told = Promise.withResolvers<number>();
  readonly #server = createServer(async (request, response) => {
    const body = await text(request);
    response.writeHead(204).end();
    if (!body.includes(this.#name) || --this.#missing > 0) return;
    this.#told.resolve(performance.now());
  });

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** When the last of so many requests that name it has come. */
  of(name: string, requests: number): Promise<number> {
    this.#name = name;
    this.#missing = requests;
    this.#told = Promise.withResolvers();
    return this.#told.promise;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
