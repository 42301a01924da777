import { describe, expect, it } from 'vitest';
import { until } from '../../../../test/support/until.ts';
import { systemActor } from '../access/index.ts';
import { Dispatcher, dispatchDue } from '../alerts/index.ts';
import { dayMs } from '../kit/instant.ts';
import { addIncidentUpdate } from '../status/index.ts';
import { openRoom } from './news-room.fixture.ts';
import { orgIdOf } from './subscriber.ts';
import { noteNews, tellNews } from './tell-news.ts';

describe('news', () => {
  it('reach a thousand readers once each, in steps that are bounded, and leave nothing behind', async () => {
    await using room = await openRoom();
    const alerts = room.alerts();
    const count = 1_150;
    for (let i = 0; i < count; i++) await room.reader({ email: `reader-${i}@school.example` });
    room.clock.advance(60);
    await room.incident();
    await noteNews(room.news, 'eu');
    const due = () => room.news.store.countDue([orgIdOf('eu', 'email')], room.clock.now(), 10_000);
    for (let step = 1; step <= 10; step++) {
      expect(await tellNews(room.news)).toBe(true);
      expect(await due()).toBe(step * 100);
    }
    // As many wait as may: first some have to be told.
    expect(await tellNews(room.news)).toBe(false);
    expect(await due()).toBe(1_000);
    do while (await dispatchDue(alerts));
    while (await tellNews(room.news));
    expect(new Set(room.mails.flatMap(({ to }) => to)).size).toBe(count);
    expect(room.mails).toHaveLength(count);
    expect(await due()).toBe(0);
  });

  it('are told once, however many servers think of them at once', async () => {
    await using room = await openRoom();
    for (let i = 0; i < 120; i++) await room.reader({ email: `reader-${i}@school.example` });
    room.clock.advance(60);
    await room.incident();
    await Promise.all([1, 2, 3].map(() => noteNews(room.news, 'eu')));
    await Promise.all([1, 2, 3].map(() => tellNews(room.news)));
    while (await tellNews(room.news));
    while ((await dispatchDue(room.alerts())) > 0);
    expect(room.mails).toHaveLength(120);
  });

  it('are not for who subscribed after them', async () => {
    await using room = await openRoom();
    await room.incident();
    await noteNews(room.news, 'eu');
    room.clock.advance(60);
    await room.reader({ email: 'late@school.example' });
    while (await tellNews(room.news));
    while ((await dispatchDue(room.alerts())) > 0);
    expect(room.mails).toEqual([]);
  });

  it('that are older than a day when they are first seen are history', async () => {
    await using room = await openRoom();
    await room.reader({ email: 'reader@school.example' });
    await room.incident();
    room.clock.advance(dayMs / 1_000 + 1);
    await noteNews(room.news, 'eu');
    expect(await tellNews(room.news)).toBe(false);
  });
});

describe('receivers that hang', () => {
  it('hold up no mail, however many they are', async () => {
    await using room = await openRoom();
    for (let i = 0; i < 20; i++) await room.reader({ webhook_url: `https://hanging-${i}.example/` });
    for (let i = 0; i < 20; i++) await room.reader({ email: `reader-${i}@school.example` });
    room.clock.advance(60);
    await room.incident();
    await noteNews(room.news, 'eu');
    while (await tellNews(room.news));
    const hanging = Promise.withResolvers<void>();
    const asked: string[] = [];
    const alerts = room.alerts({
      request: async ({ url }) => {
        asked.push(url);
        await hanging.promise;
        return { kind: 'failed', reason: 'did not answer' };
      },
    });
    const dispatcher = new Dispatcher(alerts);
    await until(async () => {
      await dispatcher.begin();
      return room.mails.length === 20;
    });
    // Of webhooks no more are in flight than one organization may have; the rest have to wait, and mails do not.
    expect(asked).toHaveLength(16);
    hanging.resolve();
    await dispatcher.ended();
  });
});

describe('a receiver that hangs', () => {
  it('holds up no other', async () => {
    await using room = await openRoom();
    for (let i = 0; i < 30; i++) await room.reader({ webhook_url: `https://receiver-${i}.example/` });
    room.clock.advance(60);
    await room.incident();
    await noteNews(room.news, 'eu');
    while (await tellNews(room.news));
    const hanging = Promise.withResolvers<void>();
    const asked: string[] = [];
    const alerts = room.alerts({
      request: async ({ url }) => {
        asked.push(url);
        if (url === 'https://receiver-3.example/') await hanging.promise;
        return { kind: 'answered', status: 204, retryAfterMs: null, text: '', header: () => null };
      },
    });
    const dispatcher = new Dispatcher(alerts);
    await until(async () => {
      await dispatcher.begin();
      return asked.length === 30;
    });
    hanging.resolve();
    await dispatcher.ended();
    expect(new Set(asked).size).toBe(30);
  });
});

describe('a receiver that is away', () => {
  it('is told of it for three days, and of what comes after', async () => {
    await using room = await openRoom();
    await room.reader({ webhook_url: 'https://away.example/' });
    room.clock.advance(60);
    const { id } = await room.incident();
    let tries = 0;
    const alerts = room.alerts({
      request: async () => {
        tries++;
        return { kind: 'failed', reason: 'did not answer' };
      },
    });
    const oneDay = async () => {
      await noteNews(room.news, 'eu');
      while (await tellNews(room.news));
      await dispatchDue(alerts);
      room.clock.advance(86_400 * 1.2);
    };
    await oneDay();
    // It waits for what is still tried, and takes nobody's turn.
    await addIncidentUpdate(room.news.status, systemActor, id, {
      status: 'monitoring',
      body: 'It is mended.',
    });
    const due = () => room.news.store.countDue([orgIdOf('eu', 'webhook')], room.clock.now(), 100);
    await noteNews(room.news, 'eu');
    while (await tellNews(room.news));
    expect(await due()).toBe(1);
    for (let day = 0; day < 12; day++) await oneDay();
    expect(tries).toBe(13);
    for (let day = 0; day < 12; day++) await oneDay();
    expect(tries).toBe(20);
    const [kept] = await room.news.store.list('eu', { limit: 1 });
    expect(kept?.trouble).toBe('The receiver did not answer.');
    await room.incident('Scans fail');
    await oneDay();
    expect(tries).toBe(21);
  });
});

describe('a mail of news', () => {
  it.each([
    ['https://status.example', 'List-Unsubscribe=One-Click'],
    // RFC 8058 wants https; a machine must not be led elsewhere.
    ['http://127.0.0.1:8080', undefined],
  ])('from %s offers one click only where that is safe', async (publicUrl, oneClick) => {
    await using room = await openRoom(publicUrl);
    await room.reader({ email: 'reader@school.example' });
    room.clock.advance(60);
    await room.incident('<b>Printing</b> stands\u202e still');
    await noteNews(room.news, 'eu');
    while (await tellNews(room.news));
    await dispatchDue(room.alerts());
    const [mail] = room.mails;
    expect(mail?.headers?.['List-Unsubscribe']).toMatch(
      new RegExp(`^<${publicUrl}/status/eu/subscribers/[\\w-]{32}/unsubscribe>$`),
    );
    expect(mail?.headers?.['List-Unsubscribe-Post']).toBe(oneClick);
    expect(mail?.subject).toBe('<b>Printing</b> stands still · Europe');
    expect(mail?.html).not.toContain('<b>');
  });
});
