import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { itAlone } from '../support/alone.ts';
import { EventStream } from '../support/event-stream.ts';
import { newKey } from '../support/new-key.ts';
import { addMember, askAs, post, signIn, tokenOf } from '../support/people.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { listen, openIncident, streamPath } from '../support/streams.ts';

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

  it.each(['signed out', 'taken out of the organization', 'signed in too long'])(
    'when the person who listens is %s, and not with another session of theirs',
    async (what) => {
      await using platen = await startPlaten();
      const [tenant, other] = [await platen.organization(), await platen.organization()];
      const member = await addMember(platen, tenant.orgId, 'viewer');
      const invitation = await other.client.call('createInvitation', {
        params: { org_id: other.orgId },
        body: { email: member.email, role: 'viewer' },
      });
      const [cookie, spare] = [await signIn(platen, member), await signIn(platen, member)];
      await post(platen, '/v1/invitations/accept', { token: tokenOf(invitation) }, { cookie });
      const listenBy = async (by: string, to: Tenant) =>
        new EventStream(await askAs(platen, streamPath(to), by));
      await using stream = await listenBy(cookie, tenant);
      await using elsewhere = await listenBy(spare, other);
      for (const one of [stream, elsewhere]) await one.event();
      // What is told of it is told after the sessions have been looked at.
      await openIncident(platen);
      for (const one of [stream, elsewhere]) await one.event();
      const leave: Record<string, () => unknown> = {
        'signed out': () => askAs(platen, '/auth/sign-out', cookie, { method: 'POST' }),
        'taken out of the organization': () =>
          tenant.client.call('removeMember', { params: { org_id: tenant.orgId, person_id: member.id } }),
        'signed in too long': () => platen.clock.advance(7 * 86_400),
      };
      await leave[what]?.();
      expect((await stream.rest()).filter((block) => block !== ':')).toEqual([]);
      if (what === 'signed in too long') return;
      await openIncident(platen);
      expect((await elsewhere.event()).status.active_incidents).toHaveLength(2);
    },
  );

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
      `GET ${streamPath(tenant)} HTTP/1.1\r\nhost: platen\r\nauthorization: Bearer ${tenant.key}\r\n\r\n`,
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
  itAlone('are counted by key, and room is made again by those that close', async () => {
    await using platen = await startPlaten({ limits: { streams: { total: 10, perKey: 2 } } });
    const tenant = await platen.organization();
    const [one, two] = [await listen(platen, tenant), await listen(platen, tenant)];
    const refused = await ask(platen, streamPath(tenant), tenant.key);
    expect(refused.headers.get('retry-after')).toBe('2');
    await problemOf(refused, 'quota_exceeded');
    await using other = await listen(platen, tenant, { key: await tenant.keyWith('system-status:read') });
    await other.event();
    await one[Symbol.asyncDispose]();
    await untilLetIn(platen, tenant);
    await two[Symbol.asyncDispose]();
  });

  itAlone('are counted altogether', async () => {
    await using platen = await startPlaten({ limits: { streams: { total: 2, perKey: 2 } } });
    const [one, two] = [await platen.organization(), await platen.organization()];
    await using first = await listen(platen, one);
    const second = await listen(platen, one);
    await first.event();
    const refused = await ask(platen, streamPath(two), two.key);
    expect(refused.headers.get('retry-after')).toBe('2');
    await problemOf(refused, 'overloaded');
    await second[Symbol.asyncDispose]();
    await untilLetIn(platen, two);
  });
});

/** Asks until a stream is given, and closes it: the server hears of a connection's end when it hears of it. */
async function untilLetIn(platen: Platen, tenant: Tenant): Promise<void> {
  for (;;) {
    const response = await ask(platen, streamPath(tenant), tenant.key);
    await response.body?.cancel();
    if (response.status === 200) return;
  }
}
