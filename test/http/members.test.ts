import { type OrganizationScope, type Role, type RouteName, routes } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smtpServer } from '../../packages/server/src/net/smtp.fixture.ts';
import { dumpTables, placesWith } from '../support/database.ts';
import { ada, addMember, askAs, clientAs, post, setUpAda, signIn, tokenOf } from '../support/people.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { initOf, routeRequests } from '../support/route-requests.ts';

let platen: Platen;
let ours: Tenant;
let params: { readonly org_id: string };
beforeAll(async () => {
  platen = await startPlaten();
  await setUpAda(platen);
  ours = await platen.organization();
  params = { org_id: ours.orgId };
});
afterAll(() => platen[Symbol.asyncDispose]());

const grace = { name: 'Grace', password: 'seven loud tins of paint' };

describe('an invitation', () => {
  it('brings a new person in by its link, once, with the role it is to', async () => {
    const email = 'Grace@Clinic.example';
    const invitation = await ours.client.call('createInvitation', { params, body: { email, role: 'admin' } });
    const token = tokenOf(invitation);
    expect(invitation).toMatchObject({ org_id: ours.orgId, email: 'grace@clinic.example', role: 'admin' });
    expect(await placesWith(platen, token)).toEqual([]);
    const shown = await post(platen, '/v1/invitations/read', { token });
    expect(await shown.json()).toEqual({
      org_id: ours.orgId,
      org_name: 'Lindenhof Clinic',
      email: 'grace@clinic.example',
      role: 'admin',
      is_known: false,
    });
    const comers = [1, 2].map(() => post(platen, '/v1/invitations/accept', { token, ...grace }));
    const statuses = (await Promise.all(comers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    const late = await post(platen, '/v1/invitations/accept', { token, ...grace });
    await problemOf(late, 'link_unusable');
    const client = clientAs(platen, await signIn(platen, { email, ...grace }));
    const me = await client.call('getMe', {});
    expect(me).toMatchObject({ is_operator: false, memberships: [{ org_id: ours.orgId, role: 'admin' }] });
    const { data } = await client.call('listAudit', { params });
    expect(data.find(({ action }) => action === 'member.joined')).toMatchObject({
      actor: me.person?.id,
      action: 'member.joined',
      detail: { role: 'admin' },
    });
    expect(JSON.stringify(data)).not.toContain(token);
  });

  it('to a person who is known is accepted by that person alone, signed in', async () => {
    const bob = await addMember(platen, ours.orgId, 'viewer');
    const other = await platen.organization({ name: 'Contoso' });
    const body = { email: bob.email, role: 'owner' } as const;
    const invited = await other.client.call('createInvitation', { params: { org_id: other.orgId }, body });
    const token = tokenOf(invited);
    const read = await post(platen, '/v1/invitations/read', { token });
    expect(await read.json()).toMatchObject({ is_known: true });
    await problemOf(await post(platen, '/v1/invitations/accept', { token, ...grace }), 'conflict');
    const asAda = { cookie: await signIn(platen, ada) };
    await problemOf(await post(platen, '/v1/invitations/accept', { token }, asAda), 'conflict');
    const cookie = await signIn(platen, bob);
    const crossSite = { cookie, 'sec-fetch-site': 'cross-site' };
    const forged = await post(platen, '/v1/invitations/accept', { token }, crossSite);
    await problemOf(forged, 'cross_site_request');
    expect((await post(platen, '/v1/invitations/accept', { token }, { cookie })).status).toBe(200);
    const { memberships } = await clientAs(platen, cookie).call('getMe', {});
    expect(memberships.map(({ org_id, role }) => [org_id, role]).toSorted()).toEqual(
      [
        [ours.orgId, 'viewer'],
        [other.orgId, 'owner'],
      ].toSorted(),
    );
  });

  it('ends when it is taken back, when another is sent to the same address, and after seven days', async () => {
    const invite = (email: string) =>
      ours.client.call('createInvitation', { params, body: { email, role: 'viewer' } });
    const expectEnded = async (link: { link: string | null }) => {
      const body = { token: tokenOf(link), ...grace };
      await problemOf(await post(platen, '/v1/invitations/accept', body), 'link_unusable');
      await problemOf(await post(platen, '/v1/invitations/read', { token: body.token }), 'link_unusable');
    };
    const back = await invite('back@clinic.example');
    await ours.client.call('removeInvitation', { params: { ...params, invitation_id: back.id } });
    await expectEnded(back);
    const [first, second] = [await invite('twice@clinic.example'), await invite('TWICE@clinic.example')];
    await expectEnded(first);
    const { data } = await ours.client.call('listInvitations', { params });
    expect(data.map(({ id }) => id)).toContain(second.id);
    await using later = await startPlaten();
    const { orgId, client } = await later.organization();
    const body = { email: 'late@clinic.example', role: 'viewer' } as const;
    const late = await client.call('createInvitation', { params: { org_id: orgId }, body });
    later.clock.advance(7 * 86_400);
    const answer = await post(later, '/v1/invitations/accept', { token: tokenOf(late), ...grace });
    await problemOf(answer, 'link_unusable');
    expect((await later.operator.call('listInvitations', { params: { org_id: orgId } })).data).toEqual([]);
  });

  it('is mailed where the deployment can, and its link stands in no answer then', async () => {
    await using smtp = await smtpServer();
    const settings = { PLATEN_SMTP_URL: smtp.url, PLATEN_PUBLIC_URL: 'https://platen.example' };
    await using mailing = await startPlaten({ settings });
    const { orgId, client } = await mailing.organization({ name: 'Ärzte <b>&' });
    const body = { email: 'grace@clinic.example', role: 'viewer' } as const;
    const { link } = await client.call('createInvitation', { params: { org_id: orgId }, body });
    expect(link).toBeNull();
    const [mail] = smtp.mails;
    expect(mail).toMatchObject({ recipients: ['grace@clinic.example'], subject: 'Invitation to Ärzte <b>&' });
    const mailed = /https:\/\/platen\.example\/console\/invitation\/([\w-]{43})/;
    const [, token = ''] = mailed.exec(mail?.text ?? '') ?? [];
    expect(mail?.html).toContain(`href="https://platen.example/console/invitation/${token}"`);
    expect(mail?.html).not.toContain('<b>');
    expect((await post(mailing, '/v1/invitations/accept', { token, ...grace })).status).toBe(200);
  });

  it.each([
    ['body.name', { password: grace.password }],
    ['body.password', { name: 'Grace' }],
    ['body.password', { name: 'Grace', password: 'aaaaaaaaaaaaaaaa' }],
  ])('wants %s of a new person', async (location, fields) => {
    const body = { email: 'new@clinic.example', role: 'viewer' } as const;
    const token = tokenOf(await ours.client.call('createInvitation', { params, body }));
    const problem = await problemOf(
      await post(platen, '/v1/invitations/accept', { token, ...fields }),
      'invalid_request',
    );
    expect(problem.errors).toMatchObject([{ location }]);
  });
});

describe('a role', () => {
  it.each([
    [
      'viewer',
      { listKeys: 403, createKey: 403, listMembers: 403, createInvitation: 403, createSilence: 403 },
    ],
    ['admin', { listKeys: 200, createKey: 201, listMembers: 200, createInvitation: 403, createSilence: 201 }],
    ['owner', { listKeys: 200, createKey: 201, listMembers: 200, createInvitation: 201, createSilence: 201 }],
  ] as const)('of %s may do what it says', async (role, expected) => {
    const cookie = await signIn(platen, await addMember(platen, ours.orgId, role));
    const requests = await routeRequests(platen, ours);
    const statusOf = async (name: RouteName) => {
      const request = requests.find((one) => one.name === name);
      const { authorization: _, ...headers } = initOf(request ?? never(), {}).headers as Record<
        string,
        string
      >;
      const init = { ...initOf(request ?? never()), headers };
      return (await askAs(platen, request?.path ?? '', cookie, init)).status;
    };
    const always = { getSystemStatus: 200, getJobStats: 200, listAlerts: 200, postJobs: 403, putRegion: 403 };
    for (const [name, status] of Object.entries({ ...always, ...expected }))
      expect([name, await statusOf(name as RouteName)]).toEqual([name, status]);
  });

  it('that is changed counts from the next request on, and so does being taken out', async () => {
    const member = await addMember(platen, ours.orgId, 'viewer');
    const cookie = await signIn(platen, member);
    const keys = () => askAs(platen, `/v1/orgs/${ours.orgId}/keys`, cookie);
    await problemOf(await keys(), 'scope_missing');
    const place = { ...params, person_id: member.id };
    await ours.client.call('putMember', { params: place, body: { role: 'admin' } });
    expect((await keys()).status).toBe(200);
    await ours.client.call('removeMember', { params: place });
    await problemOf(await keys(), 'not_found');
    const { data } = await ours.client.call('listAudit', { params });
    expect(data.slice(0, 2)).toMatchObject([
      { action: 'member.removed', target: member.id, detail: { was: 'admin', role: null } },
      { action: 'member.changed', target: member.id, detail: { was: 'viewer', role: 'admin' } },
    ]);
  });

  it('of the last owner stays, though two owners go at the same moment', async () => {
    const { orgId, client } = await platen.organization();
    const owners = [await addMember(platen, orgId, 'owner'), await addMember(platen, orgId, 'owner')];
    const going = owners.map(({ id }) =>
      client.call('removeMember', { params: { org_id: orgId, person_id: id } }).then(
        () => 'gone',
        ({ code }: { code: string }) => code,
      ),
    );
    expect((await Promise.all(going)).toSorted()).toEqual(['conflict', 'gone']);
    const { data } = await client.call('listMembers', { params: { org_id: orgId } });
    expect(data.map(({ role }) => role)).toEqual(['owner']);
    const last = { org_id: orgId, person_id: data[0]?.person.id ?? '' };
    await expect(client.call('putMember', { params: last, body: { role: 'admin' } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('of an admin makes no key that manages people, and rotates none', async () => {
    const keyId = (
      await ours.client.call('createKey', { params, body: { name: 'People', scopes: ['org:people'] } })
    ).id;
    const client = clientAs(platen, await signIn(platen, await addMember(platen, ours.orgId, 'admin')));
    const withScope = (scope: OrganizationScope) =>
      client.call('createKey', { params, body: { name: 'A', scopes: [scope] } });
    expect((await withScope('jobs:write')).scopes).toEqual(['jobs:write']);
    await expect(withScope('org:people')).rejects.toMatchObject({ code: 'scope_missing' });
    await expect(
      client.call('rotateKey', { params: { ...params, key_id: keyId }, body: {} }),
    ).rejects.toMatchObject({ code: 'scope_missing' });
  });
});

describe('a session of one organization', () => {
  it('is answered about another exactly as about one that does not exist, on every route', async () => {
    const theirs = await platen.organization({ name: 'Contoso' });
    const all = await routeRequests(platen, theirs);
    const cookies: string[] = [];
    for (const role of ['owner', 'viewer'] satisfies Role[])
      cookies.push(await signIn(platen, await addMember(platen, ours.orgId, role)));
    const before = await dumpTables(platen);
    const requests = all.filter(({ route }) => route.path.includes('{org_id}'));
    for (const request of requests) {
      for (const cookie of cookies) {
        const { authorization: _, ...headers } = initOf(request).headers as Record<string, string>;
        const about = async (path: string) => {
          const own = { ...headers, 'x-request-id': 'the-same' };
          const response = await askAs(platen, path, cookie, { ...initOf(request), headers: own });
          return { status: response.status, body: await response.text() };
        };
        const [them, none] = [
          await about(request.path),
          await about(request.path.replace(theirs.orgId, '00000000')),
        ];
        expect([request.name, them.status]).toEqual([request.name, 404]);
        expect({ ...them, body: them.body.replace(theirs.orgId, '00000000') }).toEqual(none);
      }
    }
    expect(requests.length).toBeGreaterThan(20);
    const ofOperator = all.filter(({ route }) => route.method === 'GET' && !route.path.includes('{'));
    for (const { path } of ofOperator.filter(({ route }) => route.scopes.length > 0))
      await problemOf(await askAs(platen, path, cookies[0] ?? ''), 'scope_missing');
    expect(await dumpTables(platen)).toEqual(before);
  });
});

describe('sessions', () => {
  it('are listed, and ended one by one or all others at once, by the person alone', async () => {
    const member = await addMember(platen, ours.orgId, 'viewer');
    const here = await signIn(platen, member);
    platen.clock.advance(1);
    const there = await signIn(platen, member);
    platen.clock.advance(1);
    const elsewhere = await signIn(platen, member);
    const client = clientAs(platen, here);
    const list = async () => (await client.call('listSessions', {})).data;
    const listed = await list();
    expect(listed.map(({ is_this }) => is_this)).toEqual([false, false, true]);
    expect(listed[2]).toEqual({
      id: expect.stringMatching(/^ses_/),
      is_this: true,
      // To the millisecond or a few: the library reads the machine's clock before ours is.
      created_at: expect.stringMatching(/^2026-11-24T09:0(6:59|7:00)/),
      expires_at: expect.stringMatching(/^2026-12-01T09:0(6:59|7:00)/),
      from: '127.0.0.1',
      agent: 'node',
    });
    const mine = { params: { session_id: listed[1]?.id ?? '' } };
    const stranger = clientAs(platen, await signIn(platen, ada));
    await expect(stranger.call('endSession', mine)).rejects.toMatchObject({ code: 'not_found' });
    await client.call('endSession', mine);
    await problemOf(await askAs(platen, '/v1/me', there), 'session_ended');
    expect((await askAs(platen, '/v1/me', elsewhere)).status).toBe(200);
    expect((await client.call('endOtherSessions', {})).data.map(({ id }) => id)).toEqual([listed[0]?.id]);
    await problemOf(await askAs(platen, '/v1/me', elsewhere), 'session_ended');
    expect(await list()).toEqual([listed[2]]);
    expect((await askAs(platen, '/v1/me', await signIn(platen, ada))).status).toBe(200);
  });

  it('are of nobody who comes with a key', async () => {
    const requests = await routeRequests(platen, ours);
    const ofPersons = requests.filter(({ route }) => route.for === 'person');
    expect(ofPersons.length).toBeGreaterThanOrEqual(3);
    for (const { path, route } of ofPersons)
      await problemOf(await ask(platen, path, ours.key, { method: route.method }), 'person_needed');
    expect(Object.keys(routes)).toContain('listSessions');
  });
});

function never(): never {
  throw new Error('There is no such request.');
}
