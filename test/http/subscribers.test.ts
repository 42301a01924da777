import { describe, expect, it } from 'vitest';
import { startPlaten } from '../support/platen.ts';
import {
  confirmLink,
  publicUrl,
  rawHeader,
  startSubscribing,
  unsubscribeLink,
} from '../support/subscribing.ts';

const someone = 'reader@school.example';

describe('a reader of the status page', () => {
  it('is told nothing before it has confirmed', async () => {
    await using page = await startSubscribing();
    const answer = await page.subscribe({ email: someone });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ kind: 'email', region: 'eu', webhook_secret: null });
    await page.incident();
    await page.tick();
    expect(page.mails.map(({ subject, recipients }) => [subject, recipients])).toEqual([
      ['Confirm that you want to be told of Europe', [someone]],
    ]);
  });

  it('confirms by a button, for what follows links by itself confirms nothing', async () => {
    await using page = await startSubscribing();
    await page.subscribe({ email: someone });
    await page.tick();
    const link = confirmLink(page.mails[0]);
    expect(link).toMatch(/^https:\/\/status\.example\/status\/eu\/subscribers\/[\w-]{32}\/confirm$/);
    for (const method of ['HEAD', 'GET']) {
      const shown = await page.follow(link, { method });
      expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(await shown.text()).toMatch(
        method === 'HEAD' ? /^$/ : /<form class="ask" method="post"><button>/,
      );
    }
    await page.incident();
    await page.tick();
    expect(page.mails).toHaveLength(1);
    const confirmed = await page.follow(link, { method: 'POST' });
    expect([confirmed.status, await confirmed.text()]).toEqual([
      200,
      expect.stringContaining('You are subscribed'),
    ]);
  });

  it('is told of an incident from its beginning to its end, as one chain', async () => {
    await using page = await startSubscribing();
    await page.reader(someone);
    const { id } = await page.incident();
    await page.tick();
    page.clock.advance(60);
    await page.update(id, {});
    await page.tick();
    await page.tick();
    page.clock.advance(60);
    await page.update(id, { status: 'resolved', body: 'All is well.' });
    await page.tick();
    const [, first, second, third, ...more] = page.mails;
    expect(more).toEqual([]);
    for (const mail of [first, second, third]) {
      expect(mail).toMatchObject({
        recipients: [someone],
        subject: 'Printing stands still · Europe',
        inReplyTo: `<${id}.eu@status.example>`,
        references: `<${id}.eu@status.example>`,
      });
      expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    }
    expect(first?.text).toMatch(
      /^Investigating\n\nWe look into it\.\n\nAffected: Cloud print\nImpact: Major\nTold: /,
    );
    expect(first?.text).toContain(`Follow it: ${publicUrl}/status/eu/incidents/${id}`);
    expect(second?.text).toMatch(/^Monitoring\n\nIt is mended; we watch it\./);
    expect(third?.text).toMatch(/^Resolved\n\nAll is well\./);
    expect(third?.html).toContain('<p>Resolved</p><p>All is well.</p>');
    expect(new Set([first, second, third].map((mail) => mail?.messageId)).size).toBe(3);
  });

  it('is told when maintenance is planned, moved, begun and over', async () => {
    await using page = await startSubscribing();
    await page.reader(someone);
    const inHours = (hours: number) =>
      new Date(Math.floor(page.clock.now() / 60_000) * 60_000 + hours * 3_600_000).toISOString();
    const { id } = await page.platen.operator.call('createMaintenance', {
      body: {
        name: 'Storage',
        regions: ['eu'],
        body: 'Scans may be late.',
        starts_at: inHours(4),
        ends_at: inHours(5),
      },
    });
    await page.tick();
    const moved = { starts_at: inHours(6), ends_at: inHours(7) };
    await page.platen.operator.call('updateMaintenance', { params: { maintenance_id: id }, body: moved });
    await page.tick();
    for (let hour = 0; hour < 8; hour++) {
      page.clock.advance(3_600);
      await page.tick();
    }
    const told = page.mails.slice(1);
    expect(told.map(({ subject }) => subject)).toEqual(Array(4).fill('Maintenance: Storage · Europe'));
    const minute = (instant: string) => instant.slice(0, 16).replace('T', ' ');
    const when = `When: ${minute(moved.starts_at)} – ${minute(moved.ends_at)} UTC`;
    expect(told.map(({ text = '' }) => [text.split('\n')[0], text.includes(when)])).toEqual([
      ['Scheduled', false],
      ['Scheduled', true],
      ['In progress', true],
      ['Completed', true],
    ]);
  });

  it('is told that maintenance does not take place', async () => {
    await using page = await startSubscribing();
    await page.reader(someone);
    const { id } = await page.platen.operator.call('createMaintenance', {
      body: {
        name: 'Storage',
        regions: ['eu'],
        body: 'Scans may be late.',
        starts_at: '2036-11-28T22:00:00Z',
        ends_at: '2036-11-29T02:00:00Z',
      },
    });
    await page.tick();
    page.clock.advance(60);
    const params = { maintenance_id: id };
    await page.platen.operator.call('updateMaintenance', { params, body: { cancelled: true } });
    await page.tick();
    expect(page.mails.slice(1).map(({ text = '' }) => text.split('\n')[0])).toEqual([
      'Scheduled',
      'Cancelled',
    ]);
  });

  it('is told of its region and its components alone, and of those it was once told of to the end', async () => {
    await using page = await startSubscribing();
    await page.reader('all@school.example');
    await page.reader('scan@school.example', ['scan']);
    await page.reader('fax@school.example', ['fax', 'copy']);
    await page.reader('us@school.example', [], 'us');
    const before = page.mails.length;
    const { id } = await page.incident({ component_ids: ['scan'] });
    await page.tick();
    page.clock.advance(60);
    await page.update(id, { component_ids: ['print'] });
    await page.tick();
    page.clock.advance(60);
    await page.incident({ name: 'The region is lost', component_ids: [] });
    await page.tick();
    const told = (email: string) =>
      page.mails.slice(before).filter(({ recipients }) => recipients[0] === email).length;
    expect(['all', 'scan', 'fax', 'us'].map((name) => told(`${name}@school.example`))).toEqual([3, 3, 1, 0]);
  });

  it('ends it by one POST of whatever form that RFC 8058 allows', async () => {
    await using page = await startSubscribing();
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    for (const body of [new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }), multipart]) {
      await page.reader(someone);
      await page.incident();
      await page.tick();
      const mail = page.mails.at(-1);
      expect(rawHeader(mail, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
      const link = unsubscribeLink(mail);
      const asked = await page.follow(link);
      expect([asked.status, await asked.text()]).toEqual([
        200,
        expect.stringContaining('<button>Unsubscribe</button>'),
      ]);
      const count = page.mails.length;
      // No cookie, no key, and no redirect is followed.
      const ended = await page.follow(link, { method: 'POST', body, redirect: 'error' });
      expect([ended.status, await ended.text()]).toEqual([
        200,
        expect.stringContaining('You are unsubscribed'),
      ]);
      await page.incident();
      await page.tick();
      expect(page.mails).toHaveLength(count);
      expect((await page.follow(link, { method: 'POST', body })).status).toBe(200);
      page.clock.advance(3_600);
    }
  });

  it("does not confirm with a link that has ended, or is another region's", async () => {
    await using page = await startSubscribing();
    await page.subscribe({ email: someone });
    await page.tick();
    const link = confirmLink(page.mails[0]);
    expect((await page.follow(link.replace('/eu/', '/us/'), { method: 'POST' })).status).toBe(404);
    page.clock.advance(48 * 3_600);
    const late = await page.follow(link, { method: 'POST' });
    expect([late.status, await late.text()]).toEqual([
      404,
      expect.stringContaining('This link does not hold'),
    ]);
  });
});

describe('who asks to subscribe', () => {
  it('is answered the same whoever is subscribed already', async () => {
    await using page = await startSubscribing();
    const answers = [];
    for (let time = 0; time < 5; time++) {
      const answer = await page.subscribe({ email: someone });
      answers.push([answer.status, await answer.text()]);
      await page.tick();
      if (time === 0) await page.follow(confirmLink(page.mails[0]), { method: 'POST' });
    }
    expect(new Set(answers.map(String)).size).toBe(1);
    // An address is asked three times an hour.
    expect(page.mails).toHaveLength(3);
    page.clock.advance(3_600);
    await page.subscribe({ email: someone.toUpperCase() });
    await page.tick();
    expect(page.mails).toHaveLength(4);
    expect(page.mails[3]?.recipients).toEqual([someone]);
  });

  it('changes with what is confirmed what it had before', async () => {
    await using page = await startSubscribing();
    await page.reader(someone);
    await page.reader(someone, ['fax']);
    const count = page.mails.length;
    await page.incident({ component_ids: ['scan'] });
    await page.tick();
    expect(page.mails).toHaveLength(count);
    await page.incident({ component_ids: ['fax'] });
    await page.tick();
    expect(page.mails).toHaveLength(count + 1);
  });

  it.each([
    [{}, 'body names no address, or two'],
    [{ email: someone, webhook_url: 'https://hooks.example/' }, 'body names no address, or two'],
    [{ email: 'a@b.example, c@d.example' }, 'body.email has characters'],
    [{ email: 'a@b.example\r\nBcc: c@d.example' }, 'body.email has characters'],
    [{ email: someone, component_ids: ['elsewhere'] }, 'body.component_ids[0] is no component of eu'],
    [{ webhook_url: 'ftp://hooks.example/' }, 'body.webhook_url is not a valid uri'],
    [{ email: someone, other: 1 }, 'body.other is not a field here'],
  ])('is told what is wrong with %j', async (body, words) => {
    await using page = await startSubscribing();
    const answer = await page.subscribe(body);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'invalid_request', detail: expect.stringContaining(words) }),
    ]);
  });

  it('is told so on a page when it sent a form', async () => {
    await using page = await startSubscribing();
    const fine = await page.submit([
      ['email', ` ${someone} `],
      ['component_ids', 'scan'],
      ['component_ids', 'fax'],
    ]);
    expect([fine.status, fine.headers.get('content-type')]).toEqual([202, 'text/html; charset=utf-8']);
    expect(await fine.text()).toContain('Look into your mailbox');
    const wrong = await page.submit([['email', '<script>@school.example']]);
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(await wrong.text()).toContain('Not subscribed');
    const { data } = await page.platen.operator.call('listSubscribers', { params: { region: 'eu' } });
    expect(data).toMatchObject([{ address: someone, component_ids: ['scan', 'fax'], confirmed_at: null }]);
  });

  it('may not ask as often as it likes', async () => {
    await using platen = await startPlaten({
      limits: { subscribing: { requests: 2, windowSeconds: 3_600 } },
    });
    const answers = [];
    // Of several servers each counts for itself.
    for (let time = 0; time < 5; time++) {
      answers.push(await fetch(`${platen.url}/status/eu/subscribers`, { method: 'POST' }));
    }
    expect([answers[0]?.status, answers[1]?.status]).toEqual([400, 400]);
    expect([answers[4]?.status, answers[4]?.headers.get('retry-after')]).toEqual([429, '3600']);
  });

  it.each(['key', 'off'] as const)('finds no region whose page is for %s', async (page_access) => {
    await using page = await startSubscribing();
    await page.reader(someone);
    const count = page.mails.length;
    await page.platen.operator.call('putRegion', {
      params: { region: 'eu' },
      body: { name: 'Europe', page_access },
    });
    expect((await page.subscribe({ email: 'other@school.example' })).status).toBe(404);
    // And who subscribed while it was public is not told what is not public now.
    await page.incident();
    await page.tick();
    expect(page.mails).toHaveLength(count);
  });

  it('is offered no mail where none can be sent, and no form where nothing can', async () => {
    await using page = await startSubscribing({ PLATEN_SMTP_URL: '' });
    const html = await (await fetch(`${page.platen.url}/status/eu`)).text();
    expect(html).toContain('name="webhook_url"');
    expect(html).not.toContain('name="email"');
    const answer = await page.subscribe({ email: someone });
    expect([answer.status, (await answer.json()) as object]).toEqual([
      400,
      expect.objectContaining({ detail: expect.stringContaining('this deployment sends no mail') }),
    ]);
  });
});

describe('a webhook', () => {
  it('is confirmed by its answer, and told what happens, signed with its own secret', async () => {
    await using page = await startSubscribing();
    await using webhook = await page.receiver();
    const { id } = await page.incident();
    await page.tick();
    page.clock.advance(60);
    await page.update(id, { status: 'resolved' });
    await page.tick();
    const bodies = webhook.service.seen.map(({ text }) => JSON.parse(text) as { type: string });
    expect(webhook.told()).toHaveLength(3);
    expect(bodies.map(({ type }) => type)).toEqual([
      'subscription.confirm',
      'incident.investigating',
      'incident.resolved',
    ]);
    expect(bodies[1]).toMatchObject({
      data: {
        region: { id: 'eu', name: 'Europe' },
        incident: {
          id,
          name: 'Printing stands still',
          impact: 'major',
          url: `${publicUrl}/status/eu/incidents/${id}`,
        },
        update: { number: 1, status: 'investigating', body: 'We look into it.' },
        components: [{ id: 'print', name: 'Cloud print' }],
        unsubscribe_url: expect.stringMatching(/^https:\/\/status\.example\/status\/eu\/subscribers\//),
      },
    });
  });

  it('that does not know the secret is asked again, and told nothing meanwhile', async () => {
    await using page = await startSubscribing();
    await using webhook = await page.receiver();
    const { secrets } = webhook;
    const known = secrets.splice(0, 1);
    page.clock.advance(1);
    await page.subscribe({ webhook_url: String(webhook.config.url) });
    await page.incident();
    await page.tick();
    expect(webhook.told()).toHaveLength(1);
    secrets.push(...known);
    page.clock.advance(60);
    await page.tick();
    // It is the first one's secret that is known, so that the second does not take its place.
    expect(webhook.told()).toHaveLength(2);
    const { data } = await page.platen.operator.call('listSubscribers', { params: { region: 'eu' } });
    expect(data.map(({ confirmed_at, trouble }) => [confirmed_at !== null, trouble])).toEqual([
      [true, null],
      [false, 'The receiver answered 401: who are you?'],
    ]);
  });

  it('that is gone is forgotten', async () => {
    await using page = await startSubscribing();
    await using webhook = await page.receiver();
    webhook.service.trouble = () => ({ status: 410 });
    await page.incident();
    await page.tick();
    const counted = await page.platen.operator.call('countSubscribers', { params: { region: 'eu' } });
    expect(counted).toEqual({ email: 0, webhook: 0, unconfirmed: 0 });
  });
});

describe('the operator', () => {
  it('sees who subscribed, and removes them without a trace of the address', async () => {
    await using page = await startSubscribing();
    await page.reader(someone);
    await page.subscribe({ email: 'other@school.example' });
    const { operator } = page.platen;
    const params = { region: 'eu' };
    expect(await operator.call('countSubscribers', { params })).toEqual({
      email: 1,
      webhook: 0,
      unconfirmed: 1,
    });
    const { data } = await operator.call('listSubscribers', { params });
    const subscriber_id = data.find(({ address }) => address === someone)?.id ?? 'none';
    await page.incident();
    page.clock.advance(1);
    const removed = await operator.call('removeSubscriber', { params: { ...params, subscriber_id } });
    expect(removed).toMatchObject({ id: subscriber_id, address: someone });
    const count = page.mails.length;
    await page.tick();
    expect(page.mails.slice(count).map(({ recipients }) => recipients)).toEqual([['other@school.example']]);
    const audit = await operator.call('listAllAudit', { query: { limit: 100 } });
    expect(audit.data[0]).toMatchObject({ action: 'subscriber.removed', target: subscriber_id });
    expect(JSON.stringify(audit)).not.toContain('@school.example');
  });
});
