import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placesWith } from '../support/database.ts';
import { newKey } from '../support/new-key.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const whoami = (key: string) => ask(platen, '/v1/whoami', key);
const later = (seconds: number) => new Date(platen.clock.now() + seconds * 1000).toISOString();

async function listedKey({ client, orgId }: Tenant, id: string) {
  const { data } = await client.call('listKeys', { params: { org_id: orgId } });
  return data.find((key) => key.id === id);
}

async function auditOf({ client, orgId }: Tenant) {
  return (await client.call('listAudit', { params: { org_id: orgId } })).data;
}

describe('a new key', () => {
  it('is shown once, and works at once', async () => {
    const tenant = await platen.organization();
    const { key, ...shown } = await newKey(tenant);
    expect(key).toMatch(/^platen_live_[0-9A-Za-z]{49}$/);
    expect(shown).toMatchObject({
      org_id: tenant.orgId,
      prefix: key.slice(0, 16),
      scopes: ['system-status:read'],
      allowed_cidrs: [],
      expires_at: null,
      revoked_at: null,
      rotated_to: null,
      last_used_at: null,
    });
    expect((await whoami(key)).status).toBe(200);
    expect(await listedKey(tenant, shown.id)).toMatchObject({ id: shown.id, prefix: shown.prefix });
  });

  it('stands in no list, no audit log and no file', async () => {
    const tenant = await platen.organization();
    const { id, key } = await newKey(tenant);
    await tenant.client.call('rotateKey', { params: { org_id: tenant.orgId, key_id: id }, body: {} });
    for (const path of ['keys', 'audit-log']) {
      const text = await (await ask(platen, `/v1/orgs/${tenant.orgId}/${path}`, tenant.key)).text();
      expect(text).toContain(id);
      expect(text).not.toContain(key);
      expect(text).not.toMatch(/[0-9a-f]{64}/);
    }
    expect(await placesWith(platen, id)).not.toEqual([]);
    expect(await placesWith(platen, key)).toEqual([]);
    expect(await placesWith(platen, tenant.key)).toEqual([]);
  });

  it('says of itself that it opens made-up data when it does', async () => {
    const { org_id } = await platen.operator.call('createOrganization', {
      body: { name: 'Demo', region: 'eu', demo: true },
    });
    const { key } = await platen.operator.call('createKey', {
      params: { org_id },
      body: { name: 'a', scopes: ['org:admin'] },
    });
    expect(key).toMatch(/^platen_test_/);
  });

  it('may not be one that has expired already', async () => {
    const tenant = await platen.organization();
    for (const expires_at of [later(0), later(-1), '2020-01-01T00:00:00Z']) {
      await expect(newKey(tenant, { expires_at })).rejects.toMatchObject({
        code: 'invalid_request',
        problem: { errors: [{ location: 'body.expires_at' }] },
      });
    }
  });

  it('is refused with a network that is none, by its place', async () => {
    const tenant = await platen.organization();
    await expect(newKey(tenant, { allowed_cidrs: ['10.0.0.0/8', '10.0.0.0/33'] })).rejects.toMatchObject({
      problem: { errors: [{ location: 'body.allowed_cidrs[1]' }] },
    });
  });

  it('may be made only by who administers the organization', async () => {
    const tenant = await platen.organization();
    const reader = await tenant.keyWith(
      'system-status:read',
      'job-stats:read',
      'subscription:read',
      'jobs:write',
    );
    const response = await ask(platen, `/v1/orgs/${tenant.orgId}/keys`, reader, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"a","scopes":["org:admin"]}',
    });
    expect((await problemOf(response, 'scope_missing')).detail).toContain('org:admin');
  });

  it('of an organization never has the scopes of an operator', async () => {
    const tenant = await platen.organization();
    for (const key of [tenant.key, platen.operatorKey]) {
      const response = await ask(platen, `/v1/orgs/${tenant.orgId}/keys`, key, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"name":"a","scopes":["operator:*"]}',
      });
      await problemOf(response, 'invalid_request');
    }
  });
});

describe('rotating a key', () => {
  it('gives a key that can do the same, and lets the old one work for a day', async () => {
    const tenant = await platen.organization();
    const old = await newKey(tenant, { allowed_cidrs: ['127.0.0.0/8'], expires_at: later(90 * 86_400) });
    const params = { org_id: tenant.orgId, key_id: old.id };
    const successor = await tenant.client.call('rotateKey', { params, body: {} });
    expect(successor).toMatchObject({
      name: old.name,
      scopes: old.scopes,
      allowed_cidrs: old.allowed_cidrs,
      expires_at: old.expires_at,
      rotated_to: null,
    });
    expect(successor.key).not.toBe(old.key);
    platen.clock.advance(86_399);
    expect((await whoami(old.key)).status).toBe(200);
    platen.clock.advance(1);
    await problemOf(await whoami(old.key), 'key_expired');
    expect((await whoami(successor.key)).status).toBe(200);
    expect(await listedKey(tenant, old.id)).toMatchObject({ rotated_to: successor.id });
  });

  it('wants no body', async () => {
    const tenant = await platen.organization();
    const { id, key } = await newKey(tenant);
    const path = `/v1/orgs/${tenant.orgId}/keys/${id}/rotate`;
    expect((await ask(platen, path, tenant.key, { method: 'POST' })).status).toBe(201);
    expect((await whoami(key)).status).toBe(200);
  });

  it('ends the old one at once with an overlap of 0', async () => {
    const tenant = await platen.organization();
    const old = await newKey(tenant);
    await tenant.client.call('rotateKey', {
      params: { org_id: tenant.orgId, key_id: old.id },
      body: { overlap_seconds: 0 },
    });
    await problemOf(await whoami(old.key), 'key_expired');
  });

  it('does not make the old one live longer than it would have', async () => {
    const tenant = await platen.organization();
    const old = await newKey(tenant, { expires_at: later(60) });
    await tenant.client.call('rotateKey', {
      params: { org_id: tenant.orgId, key_id: old.id },
      body: { overlap_seconds: 2_592_000 },
    });
    platen.clock.advance(60);
    await problemOf(await whoami(old.key), 'key_expired');
  });

  it('is refused a second time, and of a key that has ended', async () => {
    const tenant = await platen.organization();
    const [rotated, revoked, expired] = [
      await newKey(tenant),
      await newKey(tenant),
      await newKey(tenant, { expires_at: later(10) }),
    ];
    const params = (id: string) => ({ org_id: tenant.orgId, key_id: id });
    await tenant.client.call('rotateKey', { params: params(rotated.id), body: {} });
    await tenant.client.call('revokeKey', { params: params(revoked.id) });
    platen.clock.advance(10);
    for (const { id } of [rotated, revoked, expired]) {
      await expect(tenant.client.call('rotateKey', { params: params(id), body: {} })).rejects.toMatchObject({
        code: 'conflict',
      });
    }
  });

  it('is done once by two who do it at the same moment', async () => {
    const tenant = await platen.organization();
    const { id } = await newKey(tenant);
    const rotate = () =>
      tenant.client.call('rotateKey', { params: { org_id: tenant.orgId, key_id: id }, body: {} });
    const ends = await Promise.allSettled([rotate(), rotate(), rotate()]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await auditOf(tenant)).filter(({ action }) => action === 'api_key.rotated')).toHaveLength(1);
  });
});

describe('revoking a key', () => {
  it('counts from the very next request on', async () => {
    const tenant = await platen.organization();
    const { id, key } = await newKey(tenant);
    expect((await whoami(key)).status).toBe(200);
    const revoked = await tenant.client.call('revokeKey', { params: { org_id: tenant.orgId, key_id: id } });
    expect(revoked.revoked_at).not.toBeNull();
    const problem = await problemOf(await whoami(key), 'key_revoked');
    expect(problem.detail).toContain(revoked.revoked_at);
  });

  it('again changes nothing', async () => {
    const tenant = await platen.organization();
    const { id } = await newKey(tenant);
    const params = { org_id: tenant.orgId, key_id: id };
    const first = await tenant.client.call('revokeKey', { params });
    platen.clock.advance(60);
    expect(await tenant.client.call('revokeKey', { params })).toEqual(first);
    expect((await auditOf(tenant)).filter(({ action }) => action === 'api_key.revoked')).toHaveLength(1);
  });

  it('may be done by a key to itself', async () => {
    const tenant = await platen.organization();
    const { data } = await tenant.client.call('listKeys', { params: { org_id: tenant.orgId } });
    const own = data.find(({ prefix }) => tenant.key.startsWith(prefix));
    await tenant.client.call('revokeKey', { params: { org_id: tenant.orgId, key_id: own?.id ?? '' } });
    await problemOf(await whoami(tenant.key), 'key_revoked');
  });

  it('is answered 404 where there is no such key', async () => {
    const tenant = await platen.organization();
    const params = { org_id: tenant.orgId, key_id: 'key_none' };
    await expect(tenant.client.call('revokeKey', { params })).rejects.toMatchObject({ code: 'not_found' });
    await expect(tenant.client.call('rotateKey', { params, body: {} })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('every change of a key', () => {
  it('leaves a row in the audit log, naming who did it', async () => {
    const tenant = await platen.organization();
    const { id } = await newKey(tenant);
    const params = { org_id: tenant.orgId, key_id: id };
    const successor = await tenant.client.call('rotateKey', { params, body: { overlap_seconds: 60 } });
    await tenant.client.call('revokeKey', { params });
    const [revoked, rotated, created] = await auditOf(tenant);
    const { key: caller } = await tenant.client.call('whoami', {});
    expect(created).toMatchObject({
      action: 'api_key.created',
      target: id,
      actor: caller.id,
      org_id: tenant.orgId,
      detail: { name: 'Poller', scopes: ['system-status:read'] },
    });
    expect(rotated).toMatchObject({
      action: 'api_key.rotated',
      target: id,
      actor: caller.id,
      detail: { successor: successor.id, overlap_seconds: 60 },
    });
    expect(revoked).toMatchObject({ action: 'api_key.revoked', target: id, actor: caller.id });
  });

  it('that was refused leaves none', async () => {
    const tenant = await platen.organization();
    const before = await auditOf(tenant);
    await newKey(tenant, { allowed_cidrs: ['nowhere'] }).catch(() => {});
    expect(await auditOf(tenant)).toEqual(before);
  });
});
