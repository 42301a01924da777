import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada, addMember, askAs, clientAs, post, setUpAda, signIn, tokenOf } from '../support/people.ts';
import { ask, operatorKeyWith, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

const joan = { name: 'Joan', email: 'joan@clinic.example', password: 'seven loud tins of paint' };
const adaId = 'usr_00000000000000000000000000';

let platen: Platen;
let tenant: Tenant;
beforeAll(async () => {
  platen = await startPlaten();
  await setUpAda(platen);
  tenant = await platen.organization();
});
afterAll(() => platen[Symbol.asyncDispose]());

const invite = (email: string, at: Platen = platen) =>
  at.operator.call('createOperatorInvitation', { body: { email } });
const accept = (token: string, at: Platen = platen) =>
  post(at, '/v1/invitations/accept', { token, name: joan.name, password: joan.password });

describe('an operator', () => {
  it('is invited by another, runs the deployment beside them, and may be removed', async () => {
    const client = clientAs(platen, await signIn(platen, ada));
    const invitation = await client.call('createOperatorInvitation', {
      body: { email: 'Joan@Clinic.example' },
    });
    expect(invitation).toMatchObject({ email: joan.email, invited_by: adaId });
    const { link: _, ...open } = invitation;
    expect((await client.call('listOperatorInvitations', {})).data).toEqual([open]);
    const token = tokenOf(invitation);
    const shown = await post(platen, '/v1/invitations/read', { token });
    expect(await shown.json()).toEqual({
      org_id: null,
      org_name: null,
      email: joan.email,
      role: 'operator',
      is_known: false,
    });
    const accepted = (await (await accept(token)).json()) as { id: string };
    await problemOf(await accept(token), 'link_unusable');
    const cookie = await signIn(platen, joan);
    const asJoan = clientAs(platen, cookie);
    expect(await asJoan.call('getMe', {})).toMatchObject({ is_operator: true, memberships: [] });
    await asJoan.call('createOrganization', { body: { name: 'Contoso', region: 'eu' } });
    await asJoan.call('createKey', {
      params: { org_id: tenant.orgId },
      body: { name: 'Poller', scopes: ['job-stats:read'] },
    });
    const operators = await client.call('listOperators', {});
    expect(operators.data.map(({ email }) => email)).toEqual([ada.email, joan.email]);
    const params = { person_id: accepted.id };
    expect(await client.call('removeOperator', { params })).toMatchObject({ email: joan.email });
    await problemOf(await askAs(platen, '/v1/orgs', cookie), 'scope_missing');
    expect(await asJoan.call('getMe', {})).toMatchObject({ is_operator: false });
    const again = await ask(platen, `/v1/operators/${accepted.id}`, platen.operatorKey, { method: 'DELETE' });
    await problemOf(again, 'not_found');
    const { data } = await platen.operator.call('listAllAudit', { query: { limit: 20 } });
    const changes = data.filter(({ action }) => /^(operator|invitation)\./.test(action));
    expect(changes.map(({ action, actor, target, org_id }) => [action, actor, target, org_id])).toEqual([
      ['operator.removed', adaId, accepted.id, null],
      ['operator.joined', accepted.id, accepted.id, null],
      ['invitation.created', adaId, invitation.id, null],
    ]);
  });

  it('is nobody to whom the invitation was taken back, or another was sent', async () => {
    const [first, second] = [await invite('twice@clinic.example'), await invite('TWICE@clinic.example')];
    await problemOf(await accept(tokenOf(first)), 'link_unusable');
    const params = { invitation_id: second.id };
    await platen.operator.call('removeOperatorInvitation', { params });
    await problemOf(await accept(tokenOf(second)), 'link_unusable');
    expect((await platen.operator.call('listOperatorInvitations', {})).data).toEqual([]);
  });

  it('is not invited to an organization, nor taken out of one, by what is for the deployment', async () => {
    const { id } = await invite('apart@clinic.example');
    const inOrg = { org_id: tenant.orgId };
    expect((await tenant.client.call('listInvitations', { params: inOrg })).data).toEqual([]);
    const taken = await ask(platen, `/v1/orgs/${tenant.orgId}/invitations/${id}`, tenant.key, {
      method: 'DELETE',
    });
    await problemOf(taken, 'not_found');
    const body = { email: 'member@clinic.example', role: 'viewer' } as const;
    const member = await tenant.client.call('createInvitation', { params: inOrg, body });
    const other = await ask(platen, `/v1/operator-invitations/${member.id}`, platen.operatorKey, {
      method: 'DELETE',
    });
    await problemOf(other, 'not_found');
    await platen.operator.call('removeOperatorInvitation', { params: { invitation_id: id } });
  });

  it('who is known keeps what they are in organizations', async () => {
    const bob = await addMember(platen, tenant.orgId, 'viewer');
    const token = tokenOf(await invite(bob.email));
    await problemOf(await accept(token), 'conflict');
    const cookie = await signIn(platen, bob);
    expect((await post(platen, '/v1/invitations/accept', { token }, { cookie })).status).toBe(200);
    expect(await clientAs(platen, cookie).call('getMe', {})).toMatchObject({
      is_operator: true,
      memberships: [{ org_id: tenant.orgId, role: 'viewer' }],
    });
    await platen.operator.call('removeOperator', { params: { person_id: bob.id } });
  });

  it('who is the last one stays', async () => {
    const path = `/v1/operators/${adaId}`;
    await problemOf(await ask(platen, path, platen.operatorKey, { method: 'DELETE' }), 'conflict');
    expect((await platen.operator.call('listOperators', {})).data.map(({ id }) => id)).toEqual([adaId]);
  });

  it('is seen, invited and removed by nobody who may do less than all', async () => {
    const owner = await signIn(platen, await addMember(platen, tenant.orgId, 'owner'));
    const few = await operatorKeyWith(platen, 'operator:organizations', 'operator:keys', 'operator:audit');
    const headers = { 'content-type': 'application/json' };
    for (const [method, path, body] of [
      ['GET', '/v1/operators', undefined],
      ['GET', '/v1/operator-invitations', undefined],
      ['POST', '/v1/operator-invitations', JSON.stringify({ email: 'x@clinic.example' })],
      ['DELETE', `/v1/operators/${adaId}`, undefined],
    ] as const) {
      const init = { method, ...(body ? { headers, body } : {}) };
      for (const key of [few, tenant.key])
        await problemOf(await ask(platen, path, key, init), 'scope_missing');
      await problemOf(await askAs(platen, path, owner, init), 'scope_missing');
    }
  });
});
