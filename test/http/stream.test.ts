import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IncidentCreate } from '@platen/contract';
import { PlatenClient } from '@platen/sdk';
import { describe, expect, it } from 'vitest';
import { readConfig, serve } from '../../packages/server/src/index.ts';
import { EventStream } from '../support/event-stream.ts';
import { newKey } from '../support/new-key.ts';
import { ask, operatorKeyWith, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

const pathOf = ({ orgId }: { orgId: string }) => `/v1/orgs/${orgId}/system-status/stream`;

async function listen(
  platen: Platen,
  tenant: Tenant,
  { key = tenant.key, lastId = '' }: { key?: string; lastId?: string } = {},
): Promise<EventStream> {
  const headers = lastId === '' ? {} : { 'last-event-id': lastId };
  const response = await ask(platen, pathOf(tenant), key, { headers });
  expect(response.status).toBe(200);
  return new EventStream(response);
}

const incident: IncidentCreate = {
  name: 'Scans fail',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'We are looking into it.',
};
const openIncident = ({ operator }: Platen, overrides: Partial<IncidentCreate> = {}) =>
  operator.call('createIncident', { body: { ...incident, ...overrides } });

const read = (platen: Platen, { orgId, key }: Tenant) => ask(platen, `/v1/orgs/${orgId}/system-status`, key);

describe('a stream', () => {
  it('begins with the status as it is, the very bytes and ETag of a plain answer', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    await using stream = await listen(platen, tenant);
    expect(Object.fromEntries(stream.response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'ratelimit-policy': '"default";q=6000;w=60',
    });
    expect(await stream.block()).toBe('retry: 2000');
    const { id, event, data } = await stream.event();
    const plain = await read(platen, tenant);
    expect({ id: `"${id}"`, event, data }).toEqual({
      id: plain.headers.get('etag'),
      event: 'system-status',
      data: await plain.text(),
    });
  });

  it('tells each change of its region, whole, and every one of its listeners under their own id', async () => {
    await using platen = await startPlaten();
    const [one, two] = [await platen.organization(), await platen.organization({ name: 'Contoso' })];
    await using stream = await listen(platen, one);
    await using other = await listen(platen, two);
    await stream.event();
    await other.event();
    const { id } = await openIncident(platen);
    for (const [its, tenant] of [
      [stream, one],
      [other, two],
    ] as const) {
      const { status, data } = await its.event();
      expect(status).toMatchObject({
        org_id: tenant.orgId,
        service_status: 'Partial Outage',
        active_incidents: [{ id }],
      });
      expect(data).toBe(await (await read(platen, tenant)).text());
    }
    await platen.operator.call('addIncidentUpdate', {
      params: { incident_id: id },
      body: { status: 'resolved', body: 'Over.' },
    });
    expect((await stream.event()).status).toMatchObject({
      service_status: 'Operational',
      active_incidents: [],
    });
  });

  it('tells what only the clock has changed', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    await platen.operator.call('createMaintenance', {
      body: {
        name: 'Storage',
        regions: ['eu'],
        body: 'Scans may arrive late.',
        starts_at: '2026-11-24T10:00:00Z',
        ends_at: '2026-11-24T11:00:00Z',
      },
    });
    await using stream = await listen(platen, tenant);
    expect((await stream.event()).status.service_status).toBe('Operational');
    platen.clock.set('2026-11-24T10:00:00Z');
    expect((await stream.event()).status.service_status).toBe('Under Maintenance');
    platen.clock.set('2026-11-24T11:00:00Z');
    expect((await stream.event()).status.service_status).toBe('Operational');
  });

  it('does not tell again what its reader has, and tells what came while they were away', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    await using first = await listen(platen, tenant);
    const { id } = await first.event();
    await using again = await listen(platen, tenant, { lastId: id });
    await openIncident(platen);
    const news = await again.event();
    expect(news.status.service_status).toBe('Partial Outage');
    await using late = await listen(platen, tenant, { lastId: id });
    expect((await late.event()).id).toBe(news.id);
  });

  it('says nothing of other regions, and of changes that come to nothing', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    await using stream = await listen(platen, tenant);
    await stream.event();
    await openIncident(platen, { regions: ['us'], name: 'Far away' });
    await platen.operator.call('putRegion', { params: { region: 'eu' }, body: { name: 'Europe' } });
    await using overSea = await listen(platen, await platen.organization({ region: 'us' }));
    expect((await overSea.event()).status.active_incidents).toMatchObject([{ name: 'Far away' }]);
    // The clock was not moved, so that no comment comes either: the next that is said is this.
    await openIncident(platen, { name: 'Here' });
    const [, , , data] = ((await stream.block()) ?? '').split(/^(?:id|event|data): /m);
    expect(data).toContain('Here');
    expect(data).not.toContain('Far away');
  });

  it('has a comment every 15 seconds, so that either side learns when the other is gone', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    await using stream = await listen(platen, tenant);
    await stream.event();
    platen.clock.advance(15);
    expect(await stream.block()).toBe(':');
    // Nor does a clock that was set back silence it.
    platen.clock.advance(-3600);
    expect(await stream.block()).toBe(':');
  });

  it('costs one request, however much it tells', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    await using stream = await listen(platen, tenant);
    expect(stream.response.headers.get('ratelimit')).toBe('"default";r=5999;t=60');
    await stream.event();
    await openIncident(platen);
    await stream.event();
    const after = await ask(platen, '/v1/whoami', tenant.key);
    expect(after.headers.get('ratelimit')).toBe('"default";r=5998;t=60');
  });

  it('may be asked for its head alone', async () => {
    await using platen = await startPlaten({ limits: { streams: { total: 1, perKey: 1 } } });
    const tenant = await platen.organization();
    for (let i = 0; i < 2; i++) {
      const head = await ask(platen, pathOf(tenant), tenant.key, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-type')]).toEqual([
        200,
        'text/event-stream; charset=utf-8',
      ]);
      expect(await head.text()).toBe('');
    }
  });
});

describe('a stream that the client watches', () => {
  it('tells the status as it changes, also after the server was started anew, until the key is revoked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'platen-watch-'));
    await using cleanup = new AsyncDisposableStack();
    cleanup.defer(() => rm(folder, { recursive: true }));
    const first = await startPlaten({ folder });
    const tenant = await first.organization();
    const { id, key } = await newKey(tenant);
    const client = new PlatenClient({ url: first.url, key });
    const statuses = client.watchSystemStatus(tenant.orgId);
    const next = async () => (await statuses.next()).value?.service_status;
    expect(await next()).toBe('Operational');
    await openIncident(first);
    expect(await next()).toBe('Partial Outage');
    await first[Symbol.asyncDispose]();

    const { port } = new URL(first.url);
    const settings = { PLATEN_PORT: port, PLATEN_DATA: folder, PLATEN_LOG_LEVEL: 'error' };
    cleanup.use(await serve(readConfig(settings, undefined, {}), { clock: first.clock }));
    const operator = new PlatenClient({ url: first.url, key: first.operatorKey });
    await operator.call('createIncident', { body: { ...incident, impact: 'critical' } });
    expect(await next()).toBe('Major Outage');
    await operator.call('revokeKey', { params: { org_id: tenant.orgId, key_id: id } });
    await expect(next()).rejects.toMatchObject({ code: 'key_revoked' });
  });
});

describe('a stream is not for', () => {
  it('another organization, as if there were none, nor for a key without the scope', async () => {
    await using platen = await startPlaten();
    const [ours, theirs] = [await platen.organization(), await platen.organization({ name: 'Contoso' })];
    const refused = await ask(platen, pathOf(theirs), ours.key);
    const nowhere = await ask(platen, pathOf({ orgId: '00000000' }), ours.key);
    expect((await problemOf(refused, 'not_found')).detail.replace(theirs.orgId, '00000000')).toBe(
      (await problemOf(nowhere, 'not_found')).detail,
    );
    const blind = await ours.keyWith('job-stats:read');
    await problemOf(await ask(platen, pathOf(ours), blind), 'scope_missing');
    const operator = await operatorKeyWith(platen, 'operator:status');
    await problemOf(await ask(platen, pathOf(ours), operator), 'scope_missing');
  });
});

describe('a stream ends', () => {
  const wayOut: Record<string, (platen: Platen, tenant: Tenant, keyId: string) => unknown> = {
    'its key is revoked': (_, { client, orgId }, key_id) =>
      client.call('revokeKey', { params: { org_id: orgId, key_id } }),
    'its key expires': (platen) => platen.clock.advance(3600),
    'its key was rotated, and the overlap is over': async (platen, { client, orgId }, key_id) => {
      await client.call('rotateKey', {
        params: { org_id: orgId, key_id },
        body: { overlap_seconds: 60 },
      });
      platen.clock.advance(60);
    },
    'its organization moves to another region': ({ operator }, { orgId }) =>
      operator.call('updateOrganization', { params: { org_id: orgId }, body: { region: 'us' } }),
  };
  it.each(Object.entries(wayOut))('when %s', async (_, happens) => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const { id, key } = await newKey(tenant, { expires_at: '2026-11-24T10:07:00Z' });
    await using stream = await listen(platen, tenant, { key });
    await stream.event();
    const other = await platen.organization({ name: 'Contoso' });
    await using unharmed = await listen(platen, other);
    await unharmed.event();
    await happens(platen, tenant, id);
    expect((await stream.rest()).filter((block) => block !== ':')).toEqual([]);
    await openIncident(platen);
    expect((await unharmed.event()).status.service_status).toBe('Partial Outage');
  });

  it('when its key has an end that only came with a rotation, though nothing else changes by then', async () => {
    await using platen = await startPlaten();
    const tenant = await platen.organization();
    const { id, key } = await newKey(tenant);
    await using stream = await listen(platen, tenant, { key });
    await stream.event();
    await tenant.client.call('rotateKey', {
      params: { org_id: tenant.orgId, key_id: id },
      body: { overlap_seconds: 60 },
    });
    // What is told after the rotation was told after it had been looked at.
    await openIncident(platen);
    await stream.event();
    platen.clock.advance(60);
    expect((await stream.rest()).filter((block) => block !== ':')).toEqual([]);
  });

  it('when the server stops, which it does no later for that', async () => {
    const platen = await startPlaten();
    const tenant = await platen.organization();
    const streams = await Promise.all(Array.from({ length: 10 }, () => listen(platen, tenant)));
    for (const stream of streams) await stream.event();
    const stopped = platen[Symbol.asyncDispose]();
    for (const stream of streams) expect(await stream.rest()).toEqual([]);
    await stopped;
  });

  it('when its reader does not read, and then holds up nobody who stops the server', async () => {
    const platen = await startPlaten();
    const [tenant, idle] = [await platen.organization(), await platen.organization()];
    const { hostname, port } = new URL(platen.url);
    const socket = connect({ host: hostname, port: Number(port) });
    const gone = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
    socket.on('error', () => {});
    socket.pause();
    socket.write(
      `GET ${pathOf(tenant)} HTTP/1.1\r\nhost: platen\r\nauthorization: Bearer ${tenant.key}\r\n\r\n`,
    );
    await using reader = await listen(platen, idle);
    await reader.event();
    // The kernel takes some megabytes before anything waits in the server.
    const body = 'x'.repeat(10_000);
    for (let i = 0; i < 40; i++) await openIncident(platen, { name: `Incident ${i}`, body });
    const names = Array.from({ length: 30 }, (_, i) => `Scan ${i}`);
    for (const name of names) {
      const params = { region: 'eu', component_id: 'scan' };
      await platen.operator.call('putComponent', { params, body: { name, job_types: ['scan'] } });
      for (;;) if ((await reader.event()).data.includes(`"${name}"`)) break;
    }
    socket.resume();
    await gone;
    await platen[Symbol.asyncDispose]();
  });
});

describe('open streams', () => {
  it('are counted by key, and room is made again by those that close', async () => {
    await using platen = await startPlaten({ limits: { streams: { total: 10, perKey: 2 } } });
    const tenant = await platen.organization();
    const [one, two] = [await listen(platen, tenant), await listen(platen, tenant)];
    const refused = await ask(platen, pathOf(tenant), tenant.key);
    expect(refused.headers.get('retry-after')).toBe('2');
    await problemOf(refused, 'quota_exceeded');
    await using other = await listen(platen, tenant, { key: await tenant.keyWith('system-status:read') });
    await other.event();
    await one[Symbol.asyncDispose]();
    await untilLetIn(platen, tenant);
    await two[Symbol.asyncDispose]();
  });

  it('are counted altogether', async () => {
    await using platen = await startPlaten({ limits: { streams: { total: 2, perKey: 2 } } });
    const [one, two] = [await platen.organization(), await platen.organization()];
    await using first = await listen(platen, one);
    const second = await listen(platen, one);
    await first.event();
    const refused = await ask(platen, pathOf(two), two.key);
    expect(refused.headers.get('retry-after')).toBe('2');
    await problemOf(refused, 'overloaded');
    await second[Symbol.asyncDispose]();
    await untilLetIn(platen, two);
  });
});

/** Asks until a stream is given, and closes it: the server hears of a connection's end when it hears of it. */
async function untilLetIn(platen: Platen, tenant: Tenant): Promise<void> {
  for (;;) {
    const response = await ask(platen, pathOf(tenant), tenant.key);
    await response.body?.cancel();
    if (response.status === 200) return;
  }
}
