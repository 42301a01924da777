import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PeopleStore, Row } from '../../people/index.ts';
import type { Storage } from '../index.ts';
import { anAudit, anOrganization, aRegion } from './ledger-contents.ts';

type Ledger = Pick<Storage, 'access' | 'status' | 'people'> & AsyncDisposable;

const at = Date.UTC(2026, 10, 23, 8);
const later = at + 60_000;

/** People, how they sign in and where they belong. `open` gives an empty ledger. */
export function describePeople(open: () => Promise<Ledger>): void {
  let ledger: Ledger;
  let people: PeopleStore;
  beforeAll(async () => {
    ledger = await open();
    ({ people } = ledger);
    await ledger.status.saveRegion(aRegion('eu'), anAudit());
    await ledger.access.insertOrganization(anOrganization({ demo: true }), anAudit());
  });
  afterAll(() => ledger[Symbol.asyncDispose]());

  it('are begun by one of several who come by set-up links at once, of links that have not ended', async () => {
    for (const [tokenHash, expiresAt] of [
      ['one', later],
      ['two', later],
      ['over', at],
    ] as const)
      await people.insertSetUpLink({ tokenHash, createdAt: 0, expiresAt }, anAudit());
    expect(await people.hasPeople()).toBe(false);
    for (const hash of ['none', 'over'])
      expect(await people.insertFirstPerson(someone('ada'), hash, anAudit())).toBe(false);
    const revision = people.peopleRevision();
    const audit = anAudit();
    const came = ['one', 'two', 'one'].map((hash) => people.insertFirstPerson(someone('ada'), hash, audit));
    const won = await Promise.all(came);
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(people.peopleRevision()).toBeGreaterThan(revision);
    expect(await people.hasPeople()).toBe(true);
    expect((await ledger.access.listAudit(undefined, { limit: 1 }))[0]).toEqual(audit);
    expect(await people.findPersonByEmail('ada@clinic.example')).toEqual(someone('ada').person);
    expect(await people.findPersonByEmail('bob@clinic.example')).toBeUndefined();
    for (const hash of ['one', 'two'])
      expect(await people.insertFirstPerson(someone('bob'), hash, anAudit())).toBe(false);
  });

  it('are found by their session, with what they are in which organization', async () => {
    await people.rows.insert('person_session', aSession('first'), () => [anAudit()]);
    const found = {
      session: {
        id: 'ses_first',
        personId: 'usr_1',
        createdAt: at,
        expiresAt: later,
        from: null,
        agent: 'curl',
      },
      person: someone('ada').person,
      memberships: [{ org: anOrganization({ demo: true }), role: 'owner' }],
    };
    expect(await people.findSignedIn({ tokenHash: 'hash of first' })).toEqual(found);
    expect(await people.findSignedIn({ sessionId: 'ses_first' })).toEqual(found);
    expect(await people.findSignedIn({ tokenHash: 'hash of none' })).toBeUndefined();
    await people.rows.insert('person_session', { ...aSession('lost'), person_id: 'usr_2' }, () => []);
    expect(await people.findSignedIn({ sessionId: 'ses_lost' })).toBeUndefined();
  });

  it('come by an invitation, one of several who come by it at once, and nobody by the address of another', async () => {
    const bob = {
      ...someone('bob'),
      account: { ...someone('bob').account, id: 'acc_2', accountId: 'usr_2' },
      person: { ...someone('bob').person, id: 'usr_2', isOperator: false },
    };
    const invite = async (name: string, email: string) => {
      const invitation = anInvitation(name, email);
      await people.insertInvitation(invitation, anAudit());
      return invitation;
    };
    const toBob = await invite('one', bob.person.email);
    expect(await people.findInvitation({ tokenHash: 'hash of one' })).toEqual(toBob);
    expect(await people.findInvitation({ orgId: toBob.orgId, id: toBob.id })).toEqual(toBob);
    expect(await people.findInvitation({ orgId: 'other', id: toBob.id })).toBeUndefined();
    const comers = [1, 2, 3].map(() => people.acceptInvitation(toBob, bob, later, anAudit()));
    expect((await Promise.all(comers)).filter(Boolean)).toHaveLength(1);
    expect(await people.findInvitation({ tokenHash: 'hash of one' })).toBeUndefined();
    expect(await people.removeInvitation(toBob.id, anAudit())).toBe(false);
    const toEve = await invite('two', 'eve@clinic.example');
    const account = { ...bob.account, id: 'acc_3', accountId: 'usr_3' };
    const asBob = { account, person: { ...bob.person, id: 'usr_3' } };
    expect(await people.acceptInvitation(toEve, asBob, later, anAudit())).toBe(false);
    expect(await people.findInvitation({ tokenHash: 'hash of two' })).toEqual(toEve);
    await invite('three', 'eve@clinic.example');
    expect(await people.findInvitation({ tokenHash: 'hash of two' })).toBeUndefined();
    const open = await people.listInvitations('4725fffa', at, { limit: 9 });
    expect(open.map(({ id }) => id)).toEqual(['ivt_three']);
    expect(await people.listInvitations('4725fffa', later, { limit: 9 })).toEqual([]);
    const members = await people.listMembers('4725fffa', { limit: 9 });
    expect(members.map(({ person, role }) => [person.name, role])).toEqual([
      ['ada', 'owner'],
      ['bob', 'viewer'],
    ]);
    expect(await people.listMembers('4725fffa', { limit: 9, after: 'usr_1' })).toEqual(members.slice(1));
  });

  it('leave an organization with an owner, though all of them go at once', async () => {
    const [ada, bob] = await people.listMembers('4725fffa', { limit: 9 });
    if (!ada || !bob) throw new Error('Two were there.');
    expect(await people.changeRole(ada, 'viewer', anAudit())).toBe(false);
    expect(await people.changeRole(ada, 'owner', anAudit())).toBe(true);
    expect(await people.changeRole(bob, 'owner', anAudit())).toBe(true);
    const going = [ada, bob].map((member) => people.changeRole(member, null, anAudit()));
    expect((await Promise.all(going)).toSorted()).toEqual([false, true]);
    const [left] = await people.listMembers('4725fffa', { limit: 9 });
    if (!left) throw new Error('One was to be left.');
    expect(
      await people.changeRole({ ...left, person: { ...left.person, id: 'usr_9' } }, 'viewer', anAudit()),
    ).toBe(false);
    const gone = left.person.id === ada.person.id ? bob : ada;
    expect(await people.findMember('4725fffa', gone.person.id)).toBeUndefined();
    expect(await people.changeRole(gone, null, anAudit())).toBe(false);
  });

  it('leave the deployment with an operator, though all of them go at once', async () => {
    const toEve = { ...anInvitation('all', 'eve@clinic.example'), orgId: null, role: 'operator' } as const;
    await people.insertInvitation(toEve, anAudit());
    expect(await people.listInvitations(null, at, { limit: 9 })).toEqual([toEve]);
    const eve = { ...someone('eve').person, id: 'usr_5', isOperator: false };
    const account = { ...someone('eve').account, id: 'acc_5', accountId: 'usr_5' };
    expect(await people.acceptInvitation(toEve, { person: eve, account }, later, anAudit())).toBe(true);
    const both = await people.listOperators({ limit: 9 });
    expect(both.map(({ id, isOperator }) => [id, isOperator])).toEqual([
      ['usr_1', true],
      ['usr_5', true],
    ]);
    expect(await people.listOperators({ limit: 9, after: 'usr_1' })).toEqual(both.slice(1));
    expect(await people.removeOperator('usr_2', anAudit())).toBe(false);
    const going = both.map(({ id }) => people.removeOperator(id, anAudit()));
    expect((await Promise.all(going)).toSorted()).toEqual([false, true]);
    expect(await people.listOperators({ limit: 9 })).toHaveLength(1);
  });

  it('have attempts that are counted one by one, though they are all made at once', async () => {
    const once = () =>
      people.changeAttempts('ada', ({ failures }) => ({
        failures: failures + 1,
        lastAt: at,
        lockedUntil: later,
      }));
    await Promise.all(Array.from({ length: 8 }, once));
    await people.changeAttempts('ada', (attempts) => {
      expect(attempts).toEqual({ failures: 8, lastAt: at, lockedUntil: later });
      return attempts;
    });
    await people.forget(0, at + 1);
    await people.changeAttempts('ada', (attempts) => {
      expect(attempts).toEqual({ failures: 0, lastAt: 0, lockedUntil: 0 });
      return attempts;
    });
  });

  it('have rows that are changed with their audit and their revision, or not at all', async () => {
    const { rows } = people;
    const revision = people.peopleRevision();
    const audit = anAudit();
    await rows.insert('person_session', aSession('audited'), () => [audit]);
    expect(people.peopleRevision()).toBeGreaterThan(revision);
    expect((await ledger.access.listAudit(undefined, { limit: 1 }))[0]).toEqual(audit);
    await expect(rows.insert('person_session', aSession('again'), () => [audit])).rejects.toThrow();
    expect(await rows.find('person_session', byId('ses_again'))).toEqual([]);
    const before = people.peopleRevision();
    const nothing = () => [anAudit()].slice(1);
    expect(await rows.remove('person_session', byId('ses_none'), false, nothing)).toEqual([]);
    expect(people.peopleRevision()).toBe(before);
  });

  it('have rows that are found by conditions, in an order, and counted', async () => {
    const { rows } = people;
    for (const [id, expires_at] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ] as const)
      await rows.insert('person_session', { ...aSession(id), expires_at, person_id: 'usr_9' }, () => []);
    const theirs = { column: 'person_id', is: '=', value: 'usr_9' } as const;
    const find = async (...where: Parameters<typeof rows.find>[1]) =>
      (await rows.find('person_session', where, { orderBy: { column: 'id', direction: 'desc' } })).map(
        ({ id }) => id,
      );
    const expires = (is: '<' | '<=' | '>' | '>=' | '!=', value: number) => [
      theirs,
      { column: 'expires_at', is, value },
    ];
    expect(await find([theirs])).toEqual(['ses_c', 'ses_b', 'ses_a']);
    expect(await find(expires('<', 2))).toEqual(['ses_a']);
    expect(await find(expires('<=', 2))).toEqual(['ses_b', 'ses_a']);
    expect(await find(expires('>', 2), expires('<', 2))).toEqual(['ses_c', 'ses_a']);
    expect(await find(expires('>=', 2))).toEqual(['ses_c', 'ses_b']);
    expect(await find(expires('!=', 2))).toEqual(['ses_c', 'ses_a']);
    expect(await find([theirs, { column: 'id', is: 'in', value: ['ses_a', 'ses_x'] }])).toEqual(['ses_a']);
    expect(await find([theirs, { column: 'id', is: 'not in', value: ['ses_a'] }])).toEqual([
      'ses_c',
      'ses_b',
    ]);
    expect(await find([theirs, { column: 'id', is: 'in', value: [] }])).toEqual([]);
    expect(await find([theirs, { column: 'ip_address', is: '!=', value: null }])).toEqual([]);
    expect(await find([theirs, { column: 'ip_address', is: '=', value: null }])).toHaveLength(3);
    expect(await rows.count('person_session', [[theirs]])).toBe(3);
    const page = { limit: 1, offset: 1, orderBy: { column: 'id', direction: 'asc' } } as const;
    expect(await rows.find('person_session', [[theirs]], page)).toEqual([
      { ...aSession('b'), expires_at: 2, person_id: 'usr_9' },
    ]);
  });

  it('have rows of which one is taken once, and one is counted up no further than it may', async () => {
    const { rows } = people;
    const proof = {
      id: 'vrf_1',
      identifier: 'what',
      value: 'x',
      expires_at: at,
      created_at: at,
      updated_at: at,
    };
    await rows.insert('person_verification', proof, () => []);
    const where = [[{ column: 'identifier', is: '=', value: 'what' } as const]];
    const take = () => rows.remove('person_verification', where, true, () => []);
    const taken = await Promise.all([take(), take(), take()]);
    expect(taken.flat()).toEqual([proof]);

    const factor = { id: 'sec_1', person_id: 'usr_1', secret: 's', backup_codes: 'b' };
    await rows.insert('two_factor', factor, () => []);
    await rows.insert('two_factor', { ...factor, id: 'sec_2', failed_verification_count: 2 }, () => []);
    const few = [[{ column: 'failed_verification_count', is: '<', value: 5 } as const]];
    const count = () =>
      rows.update('two_factor', few, { set: {}, add: { failed_verification_count: 1 }, one: true }, () => []);
    const counted = (await Promise.all(Array.from({ length: 5 }, count))).flat();
    expect(counted.map(({ failed_verification_count: n }) => n).toSorted()).toEqual([3, 4, 5]);
    const all = [[{ column: 'person_id', is: '=', value: 'usr_1' } as const]];
    const set = { verified: 1 };
    const changed = await rows.update(
      'two_factor',
      all,
      { set, add: { failed_verification_count: 1 }, one: false },
      () => [],
    );
    expect(changed.map(({ verified, failed_verification_count: n }) => [verified, n]).toSorted()).toEqual([
      [1, 1],
      [1, 6],
    ]);
  });

  it('are forgotten as far as they are over', async () => {
    await people.forget(at, 0);
    const ids = async () => (await people.rows.find('person_session', [[]])).map(({ id }) => id);
    expect(await ids()).toEqual(expect.arrayContaining(['ses_first', 'ses_audited']));
    expect(await ids()).not.toContain('ses_a');
    await people.forget(later + 1, 0);
    expect(await ids()).toEqual([]);
  });
}

function someone(name: string) {
  const email = `${name}@clinic.example`;
  return {
    person: { id: 'usr_1', name, email, isOperator: true, createdAt: at },
    account: { id: 'acc_1', providerId: 'credential', accountId: 'usr_1', passwordHash: 'scrypt$…' },
  };
}

function anInvitation(name: string, email: string) {
  return {
    id: `ivt_${name}`,
    orgId: '4725fffa',
    email,
    role: 'viewer',
    tokenHash: `hash of ${name}`,
    invitedBy: 'usr_1',
    createdAt: at,
    expiresAt: later,
  } as const;
}

function aSession(name: string): Row {
  return {
    id: `ses_${name}`,
    person_id: 'usr_1',
    token_hash: `hash of ${name}`,
    expires_at: later,
    ip_address: null,
    user_agent: 'curl',
    created_at: at,
    updated_at: at,
  };
}

function byId(id: string) {
  return [[{ column: 'id', is: '=', value: id } as const]];
}
