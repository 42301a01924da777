import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemActor } from '../access/index.ts';
import type { AlertsContext } from '../alerts/index.ts';
import { compose } from '../app/compose.ts';
import { readConfig } from '../app/config.ts';
import { HeldClock } from '../kit/clock.ts';
import { createIncident, putComponent, putRegion } from '../status/index.ts';
import { openSqlite } from '../storage/index.ts';
import type { NewsContext } from './store.ts';
import { subscribe } from './subscribe.ts';

type Outgoing = Pick<AlertsContext, 'mail' | 'request'>;
type Mail = Parameters<AlertsContext['mail']>[0];

/** The room on an empty database, with the region `eu` and its components print and scan; mails are written down. */
export async function openRoom(publicUrl = 'https://status.example') {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'platen-news-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const storage = opened.use(await openSqlite(folder));
  const clock = new HeldClock('2026-11-24T09:30:00Z');
  const settings = { PLATEN_DATA: folder, PLATEN_SMTP_URL: 'smtp://127.0.0.1:1' };
  const log = pino({ level: 'silent' });
  const rooms = compose(storage, clock, readConfig(settings, undefined, {}), {
    log,
    publicUrl: () => publicUrl,
  });
  const news: NewsContext = rooms.news;
  const mails: Mail[] = [];
  const outgoing: Outgoing = {
    mail: async (mail) => {
      mails.push(mail);
      return { kind: 'sent' };
    },
    request: async () => ({ kind: 'failed', reason: 'is not asked here' }),
  };
  await putRegion(news.status, systemActor, 'eu', { name: 'Europe' });
  for (const id of ['print', 'scan'] as const) {
    const input = { name: id, job_types: [id], status_code: 'operational' as const };
    await putComponent(news.status, systemActor, { region: 'eu', id }, input);
  }
  let lastId = '';
  const everything = opened.move();
  return {
    news,
    alerts: (changed: Partial<Outgoing> = {}): AlertsContext => ({
      ...rooms.alerts,
      ...outgoing,
      ...changed,
    }),
    clock,
    mails,
    /** Confirmed, without having been asked. */
    async reader(input: { email?: string; webhook_url?: string }): Promise<void> {
      await subscribe(news, 'eu', input);
      const [found] = await news.store.list('eu', { limit: 1, after: lastId });
      const { id, token } = found ?? { id: '', token: '' };
      lastId = id;
      await storage.news.confirm('eu', token, clock.now(), 0);
      const [tried] = await storage.alerts.claimDueTries({
        nowMs: clock.now(),
        leaseUntil: clock.now() + 1,
        limit: 1,
        exceptOrgIds: [],
      });
      if (tried?.delivery.channelId !== id) throw new Error('There is no invitation.');
      const { delivery } = tried;
      const attempt = {
        deliveryId: delivery.id,
        number: 1,
        at: 0,
        durationMs: 0,
        outcome: 'delivered',
      } as const;
      await storage.alerts.finishTry(tried, {
        delivery: { ...delivery, state: 'delivered' },
        attempt: { ...attempt, status: null, request: null, reason: null },
        ticket: null,
        channel: undefined,
      });
    },
    incident: (name = 'Printing stands still') =>
      createIncident(news.status, systemActor, {
        name,
        impact: 'major',
        regions: ['eu'],
        component_ids: ['print'],
        body: 'We look into it.',
      }),
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}
