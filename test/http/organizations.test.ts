import { PlatenClient } from '@platen/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, operatorKeyWith, type Platen, someMorning, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

describe('whoami', () => {
  it('tells a new user their organization, region, scopes and expiry', async () => {
    const tenant = await platen.organization();
    const expires_at = '2027-01-01T00:00:00Z';
    const { id, key } = await tenant.client.call('createKey', {
      params: { org_id: tenant.orgId },
      body: { name: 'Grafana', scopes: ['job-stats:read'], expires_at },
    });
    expect(await (await ask(platen, '/v1/whoami', key)).json()).toEqual({
      org_id: tenant.orgId,
      org_name: 'Lindenhof Clinic',
      region: 'eu',
      demo: false,
      key: { id, name: 'Grafana', scopes: ['job-stats:read'], expires_at },
    });
  });

  it('tells an operator that they belong to none', async () => {
    expect(await platen.operator.call('whoami', {})).toMatchObject({
      org_id: null,
      org_name: null,
      region: null,
      key: { name: 'First operator', scopes: ['operator:*'] },
    });
  });

  it('knows of a change of the organization at once', async () => {
    const tenant = await platen.organization();
    await tenant.client.call('whoami', {});
    await platen.operator.call('updateOrganization', {
      params: { org_id: tenant.orgId },
      body: { name: 'Lindenhof', region: 'us' },
    });
    expect(await tenant.client.call('whoami', {})).toMatchObject({ org_name: 'Lindenhof', region: 'us' });
  });
});

describe('a new organization', () => {
  it('has an id of eight hex digits, UTC and a patience of a minute unless told otherwise', async () => {
    const { operator } = platen;
    const org = await operator.call('createOrganization', { body: { name: 'A', region: 'eu' } });
    expect(org).toEqual({
      org_id: expect.stringMatching(/^[0-9a-f]{8}$/),
      name: 'A',
      region: 'eu',
      time_zone: 'UTC',
      patience_seconds: 60,
      demo: false,
      created_at: someMorning,
      updated_at: someMorning,
    });
    expect(await operator.call('getOrganization', { params: { org_id: org.org_id } })).toEqual(org);
  });

  it('may bring its id, but not one that is taken', async () => {
    const body = { org_id: '4725fffa', name: 'A', region: 'eu' };
    expect(await platen.operator.call('createOrganization', { body })).toMatchObject(body);
    await expect(
      platen.operator.call('createOrganization', { body: { ...body, name: 'B' } }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const kept = await platen.operator.call('getOrganization', { params: { org_id: '4725fffa' } });
    expect(kept.name).toBe('A');
  });

  it.each([
    ['a region that does not exist', { region: 'atlantis' }, 'body.region'],
    ['a time zone that does not exist', { time_zone: 'Europe/Atlantis' }, 'body.time_zone'],
    ['an offset for a time zone', { time_zone: '+01:00' }, 'body.time_zone'],
    ['no patience at all', { patience_seconds: 0 }, 'body.patience_seconds'],
  ])('is refused with %s', async (_, fields, location) => {
    const body = { name: 'A', region: 'eu', ...fields };
    await expect(platen.operator.call('createOrganization', { body })).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { errors: [{ location }] },
    });
  });
});

describe('changing an organization', () => {
  it('leaves what is left out, and is audited', async () => {
    const tenant = await platen.organization({ time_zone: 'Europe/Paris' });
    const params = { org_id: tenant.orgId };
    platen.clock.advance(1);
    const changed = await tenant.client.call('updateOrganization', {
      params,
      body: { patience_seconds: 90 },
    });
    expect(changed).toMatchObject({
      name: 'Lindenhof Clinic',
      time_zone: 'Europe/Paris',
      patience_seconds: 90,
    });
    expect(changed.updated_at > changed.created_at).toBe(true);
    const { data } = await tenant.client.call('listAudit', { params });
    expect(data[0]).toMatchObject({ action: 'organization.updated', detail: { patience_seconds: 90 } });
  });

  it('moves it to another region only by an operator', async () => {
    const tenant = await platen.organization();
    const params = { org_id: tenant.orgId };
    await expect(
      tenant.client.call('updateOrganization', { params, body: { region: 'us', name: 'B' } }),
    ).rejects.toMatchObject({ code: 'scope_missing' });
    const same = await tenant.client.call('updateOrganization', { params, body: { region: 'eu' } });
    expect(same).toMatchObject({ region: 'eu', name: 'Lindenhof Clinic' });
    const moved = await platen.operator.call('updateOrganization', { params, body: { region: 'us' } });
    expect(moved.region).toBe('us');
  });

  it('is answered 404 where there is none', async () => {
    const params = { org_id: '00000000' };
    await expect(platen.operator.call('getOrganization', { params })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      platen.operator.call('updateOrganization', { params, body: { name: 'B' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the scopes of an operator', () => {
  it('open what they name and nothing else', async () => {
    const key = await operatorKeyWith(platen, 'operator:organizations');
    const desk = new PlatenClient({ url: platen.url, key, retries: 0 });
    const { org_id } = await desk.call('createOrganization', { body: { name: 'A', region: 'eu' } });
    expect((await desk.call('listRegions', {})).data.map(({ id }) => id)).toEqual(['eu', 'us']);
    await expect(
      desk.call('putRegion', { params: { region: 'eu' }, body: { name: 'B' } }),
    ).rejects.toMatchObject({
      code: 'scope_missing',
    });
    await expect(desk.call('listAudit', { params: { org_id } })).rejects.toMatchObject({
      code: 'scope_missing',
    });
  });

  it('do not open the health of an organization: that is its own', async () => {
    const { orgId } = await platen.organization();
    for (const path of ['system-status', 'job-stats', 'subscription']) {
      await problemOf(await ask(platen, `/v1/orgs/${orgId}/${path}`, platen.operatorKey), 'scope_missing');
    }
  });
});
