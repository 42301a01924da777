import { describe, expect, it } from 'vitest';
import { ask, operatorKeyWith, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { listen, openIncident, streamPath } from '../support/streams.ts';

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
      const head = await ask(platen, streamPath(tenant), tenant.key, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-type')]).toEqual([
        200,
        'text/event-stream; charset=utf-8',
      ]);
      expect(await head.text()).toBe('');
    }
  });
});

describe('a stream is not for', () => {
  it('another organization, as if there were none, nor for a key without the scope', async () => {
    await using platen = await startPlaten();
    const [ours, theirs] = [await platen.organization(), await platen.organization({ name: 'Contoso' })];
    const refused = await ask(platen, streamPath(theirs), ours.key);
    const nowhere = await ask(platen, streamPath({ orgId: '00000000' }), ours.key);
    expect((await problemOf(refused, 'not_found')).detail.replace(theirs.orgId, '00000000')).toBe(
      (await problemOf(nowhere, 'not_found')).detail,
    );
    const blind = await ours.keyWith('job-stats:read');
    await problemOf(await ask(platen, streamPath(ours), blind), 'scope_missing');
    const operator = await operatorKeyWith(platen, 'operator:status');
    await problemOf(await ask(platen, streamPath(ours), operator), 'scope_missing');
  });
});
