import { PlatenClient } from '@platen/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey } from '../support/new-key.ts';
import { ask, operatorKeyWith, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const whoami = (key: string) => ask(platen, '/v1/whoami', key);

describe('an operator key', () => {
  it('is made, listed, rotated and revoked like any other', async () => {
    const { operator } = platen;
    const made = await operator.call('createOperatorKey', {
      body: { name: 'Desk', scopes: ['operator:status'] },
    });
    expect(made).toMatchObject({ org_id: null, scopes: ['operator:status'] });
    const params = { key_id: made.id };
    const successor = await operator.call('rotateOperatorKey', { params, body: { overlap_seconds: 0 } });
    await problemOf(await whoami(made.key), 'key_expired');
    await operator.call('revokeOperatorKey', { params: { key_id: successor.id } });
    await problemOf(await whoami(successor.key), 'key_revoked');
    const { data } = await operator.call('listOperatorKeys', {});
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining([made.id, successor.id]));
    expect(JSON.stringify(data)).not.toContain(made.key);
    const audit = await operator.call('listAllAudit', {});
    expect(audit.data.slice(0, 3).map(({ action }) => action)).toEqual([
      'api_key.revoked',
      'api_key.rotated',
      'api_key.created',
    ]);
  });

  it('makes no key that can do more than itself', async () => {
    const key = await operatorKeyWith(platen, 'operator:keys');
    const desk = new PlatenClient({ url: platen.url, key, retries: 0 });
    for (const scope of ['operator:*', 'operator:status'] as const) {
      await expect(
        desk.call('createOperatorKey', { body: { name: 'a', scopes: ['operator:keys', scope] } }),
      ).rejects.toMatchObject({ code: 'scope_missing', message: expect.stringContaining(scope) });
    }
    expect(
      await desk.call('createOperatorKey', { body: { name: 'a', scopes: ['operator:keys'] } }),
    ).toMatchObject({
      scopes: ['operator:keys'],
    });
  });

  it('rotates no key that can do more than itself', async () => {
    const mighty = await platen.operator.call('createOperatorKey', {
      body: { name: 'Mighty', scopes: ['operator:*'] },
    });
    const desk = new PlatenClient({
      url: platen.url,
      key: await operatorKeyWith(platen, 'operator:keys'),
      retries: 0,
    });
    await expect(
      desk.call('rotateOperatorKey', { params: { key_id: mighty.id }, body: {} }),
    ).rejects.toMatchObject({ code: 'scope_missing' });
    expect((await whoami(mighty.key)).status).toBe(200);
  });

  it('is no key of any organization, nor the other way round', async () => {
    const tenant = await platen.organization();
    const ofTenant = await newKey(tenant);
    const ofOperator = await platen.operator.call('createOperatorKey', {
      body: { name: 'a', scopes: ['operator:audit'] },
    });
    const { operator } = platen;
    await expect(
      operator.call('revokeOperatorKey', { params: { key_id: ofTenant.id } }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      operator.call('revokeKey', { params: { org_id: tenant.orgId, key_id: ofOperator.id } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(tenant.client.call('listOperatorKeys', {})).rejects.toMatchObject({ code: 'scope_missing' });
  });
});
