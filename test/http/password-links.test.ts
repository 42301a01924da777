import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smtpServer } from '../../packages/server/src/net/smtp.fixture.ts';
import { dumpTables, placesWith } from '../support/database.ts';
import { ada, addMember, askAs, post, setUpAda, signIn, tokenOf } from '../support/people.ts';
import { ask, operatorKeyWith, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { until } from '../support/until.ts';

const publicUrl = 'https://platen.example';
const fresh = 'seven loud tins of paint';

let smtp: Awaited<ReturnType<typeof smtpServer>>;
let platen: Platen;
/** It sends no mail. */
let mute: Platen;
let tenant: Tenant;
beforeAll(async () => {
  smtp = await smtpServer();
  platen = await startMailing();
  mute = await startPlaten({ settings: { PLATEN_PUBLIC_URL: publicUrl } });
  await setUpAda(mute);
  tenant = await mute.organization();
});
afterAll(async () => {
  await mute?.[Symbol.asyncDispose]();
  await platen?.[Symbol.asyncDispose]();
  await smtp?.[Symbol.asyncDispose]();
});

async function startMailing(): Promise<Platen> {
  const settings = { PLATEN_SMTP_URL: smtp.url, PLATEN_PUBLIC_URL: publicUrl };
  const started = await startPlaten({ settings });
  await setUpAda(started);
  return started;
}

const request = (email: string, at: Platen = platen) => post(at, '/v1/password-links', { email });
const use = (token: string, password: string, at: Platen = platen) =>
  post(at, '/v1/password-links/use', { token, password });

/** A link of an operator's, and its token. */
async function linkFor(personId: string, at: Platen = platen): Promise<string> {
  const params = { person_id: personId };
  return tokenOf(await at.operator.call('createPasswordLink', { params }));
}

/** The mail that comes next. */
async function mailAfter(work: () => Promise<unknown>) {
  const before = smtp.mails.length;
  await work();
  await until(async () => smtp.mails.length > before);
  return smtp.mails[before];
}

describe('whoever forgot their password', () => {
  it('has a link mailed, by which they set another, once, and all their sessions end', async () => {
    const cookie = await signIn(platen, ada);
    const mail = await mailAfter(async () => {
      const answer = await request('ADA@clinic.example');
      expect([answer.status, await answer.json()]).toEqual([202, { lasts_seconds: 3600 }]);
    });
    expect(mail).toMatchObject({ recipients: [ada.email], subject: 'Your new password' });
    const mailed = /https:\/\/platen\.example\/console\/password\/([\w-]{43})/;
    const [, token = ''] = mailed.exec(mail?.text ?? '') ?? [];
    expect(mail?.html).toContain(`href="https://platen.example/console/password/${token}"`);
    expect(await placesWith(platen, token)).toEqual([]);
    const weak = await problemOf(await use(token, 'aaaaaaaaaaaaaaaa'), 'invalid_request');
    expect(weak.errors).toMatchObject([{ location: 'body.password' }]);
    const comers = await Promise.all([1, 2].map(() => use(token, fresh)));
    expect(comers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
    await problemOf(await askAs(platen, '/v1/me', cookie), 'session_ended');
    await problemOf(await post(platen, '/auth/sign-in/email', ada), 'sign_in_refused');
    await signIn(platen, { ...ada, password: fresh });
    const { data } = await platen.operator.call('listAllAudit', { query: { limit: 4 } });
    expect(data.map(({ action, actor }) => [action, actor])).toEqual([
      ['session.begun', 'usr_00000000000000000000000000'],
      ['session.ended', 'usr_00000000000000000000000000'],
      ['person.password_changed', 'usr_00000000000000000000000000'],
      ['password_link.created', 'system'],
    ]);
    expect(JSON.stringify(data)).not.toContain(token);
  });

  it('is answered the same when there is nobody of that address, and nothing is mailed', async () => {
    const before = smtp.mails.length;
    const [one, other] = [await request('nobody@clinic.example'), await request(ada.email)];
    const told = async (response: Response) => {
      const ofItsOwn = ['date', 'x-request-id'];
      const headers = [...response.headers].filter(([name]) => !ofItsOwn.includes(name));
      return [response.status, headers, await response.text()];
    };
    expect(await told(one)).toEqual(await told(other));
    await until(async () => smtp.mails.length > before);
    expect(smtp.mails.slice(before).flatMap(({ recipients }) => recipients)).toEqual([ada.email]);
  });

  it('has to wait between links after five, whether there is such a person or not', async () => {
    await using limited = await startMailing();
    for (const email of [ada.email, 'nobody@clinic.example']) {
      const statuses: number[] = [];
      for (let n = 0; n < 6; n++) statuses.push((await request(email, limited)).status);
      expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
    }
    const late = await request(ada.email, limited);
    await problemOf(late, 'too_many_attempts');
    expect(late.headers.get('retry-after')).toBe('2');
    await signIn(limited, ada);
  });

  it('is told to ask an operator where no mail is sent', async () => {
    expect(await (await fetch(`${mute.url}/v1/sign-in-ways`)).json()).toMatchObject({
      password_links: false,
    });
    await problemOf(await request(ada.email, mute), 'conflict');
  });

  it('is told that links are mailed where they are', async () => {
    expect(await (await fetch(`${platen.url}/v1/sign-in-ways`)).json()).toMatchObject({
      password_links: true,
    });
  });
});

describe('a link to set a password', () => {
  it('is made by an operator for whom they know, and stands in the audit as theirs', async () => {
    const bob = await addMember(mute, tenant.orgId, 'viewer');
    const params = { person_id: bob.id };
    const made = await mute.operator.call('createPasswordLink', { params });
    expect(made).toEqual({
      link: expect.stringMatching(/^https:\/\/platen\.example\/console\/password\/[\w-]{43}$/),
      expires_at: '2026-11-24T10:07:00Z',
    });
    const answer = await use(tokenOf(made), fresh, mute);
    expect(await answer.json()).toMatchObject({ id: bob.id, email: bob.email });
    await signIn(mute, { ...bob, password: fresh });
    const { data } = await mute.operator.call('listAllAudit', { query: { limit: 9 } });
    const entry = data.find(({ action }) => action === 'password_link.created');
    expect(entry).toMatchObject({ target: bob.id, actor: expect.stringMatching(/^key_/) });
    const nobody = await ask(mute, '/v1/people/usr_none/password-link', mute.operatorKey, {
      method: 'POST',
    });
    await problemOf(nobody, 'not_found');
  });

  it('is made by nobody who may do less than all that an operator may', async () => {
    const bob = await addMember(mute, tenant.orgId, 'viewer');
    const path = `/v1/people/${bob.id}/password-link`;
    for (const key of [tenant.key, await operatorKeyWith(mute, 'operator:organizations', 'operator:keys')])
      await problemOf(await ask(mute, path, key, { method: 'POST' }), 'scope_missing');
    const owner = await signIn(mute, await addMember(mute, tenant.orgId, 'owner'));
    await problemOf(await askAs(mute, path, owner, { method: 'POST' }), 'scope_missing');
  });

  it('works for an hour, for nobody who guesses, and not after another was used', async () => {
    await using later = await startMailing();
    const id = 'usr_00000000000000000000000000';
    const [first, second, third] = [
      await linkFor(id, later),
      await linkFor(id, later),
      await linkFor(id, later),
    ];
    const before = (await dumpTables(later)).person_account;
    await problemOf(await use(`${first}x`, fresh, later), 'link_unusable');
    expect((await dumpTables(later)).person_account).toEqual(before);
    later.clock.advance(3_599);
    expect((await use(first, fresh, later)).status).toBe(200);
    await problemOf(await use(second, fresh, later), 'link_unusable');
    const late = await linkFor(id, later);
    later.clock.advance(3_600);
    await problemOf(await use(late, fresh, later), 'link_unusable');
    await problemOf(await use(third, fresh, later), 'link_unusable');
  });
});
