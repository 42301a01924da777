import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOrganization, systemActor } from '../access/index.ts';
import { type AlertsContext, createChannel, listDeliveries } from '../alerts/index.ts';
import { createIncident, putComponent, putRegion } from '../status/index.ts';
import { readConfig } from './config.ts';
import { type RunningServer, serve } from './serve.ts';
import { startWatchingAlerts } from './watch-alerts.ts';

describe('a server that watches alerts', () => {
  let opened: AsyncDisposableStack;
  let server: RunningServer;
  let alerts: AlertsContext;

  beforeEach(async () => {
    opened = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), 'platen-watch-'));
    opened.defer(() => rmSync(folder, { recursive: true }));
    const settings = { PLATEN_PORT: '0', PLATEN_DATA: folder, PLATEN_LOG_LEVEL: 'silent' };
    server = opened.use(await serve(readConfig(settings, undefined, {}), { watchAlerts: false }));
    alerts = server.rooms.alerts;
    for (const region of ['eu', 'us']) await putRegion(alerts.status, systemActor, region, { name: region });
    await putComponent(alerts.status, systemActor, { region: 'eu', id: 'print' }, { name: 'Print' });
  });
  afterEach(() => opened.disposeAsync());

  const organization = async (name: string): Promise<string> => {
    const { org_id } = await createOrganization(alerts.access, systemActor, { name, region: 'eu' });
    const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8GKYqrTw'];
    const config = { url: `https://${name}.example/hook`, secrets };
    await createChannel(alerts, systemActor, org_id, { kind: 'webhook', name, config });
    return org_id;
  };
  const startIncident = (name: string) =>
    createIncident(alerts.status, systemActor, { name, impact: 'major', regions: ['eu'], body: 'We look.' });
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await pause(20);
  };
  const answered = {
    kind: 'answered',
    status: 204,
    retryAfterMs: null,
    text: '',
    header: () => null,
  } as const;

  it('tells the others while a receiver keeps it waiting, and does not end before that one has', async () => {
    const slow = await organization('slow');
    await organization('swift');
    const asked: string[] = [];
    const slowAnswer = Promise.withResolvers<typeof answered>();
    const watching = startWatchingAlerts(
      {
        ...alerts,
        request: async ({ url }) => {
          asked.push(new URL(url).host);
          return url.includes('slow') ? slowAnswer.promise : answered;
        },
      },
      server.log,
    );
    await startIncident('Printing is down');
    await until(() => asked.length === 2);
    await organization('late');
    await until(() => asked.includes('late.example'));

    const ended = watching[Symbol.asyncDispose]();
    slowAnswer.resolve(answered);
    await ended;
    const { data } = await listDeliveries(alerts, slow, { limit: 10 });
    expect(data.map(({ state }) => state)).toEqual(['delivered']);
  });

  it('hears of a change although the store failed just when it was to be told', async () => {
    const orgId = await organization('swift');
    const { store } = alerts;
    let isFailing = false;
    let looks = 0;
    const failing: AlertsContext = {
      ...alerts,
      request: async () => answered,
      store: {
        ...store,
        wake: async (orgIds, nowMs) => {
          if (isFailing && orgIds.length > 0) {
            isFailing = false;
            throw new Error('The store is away.');
          }
          await store.wake(orgIds, nowMs);
        },
        finishLooks: async (finished, nowMs) => {
          looks += finished.length;
          await store.finishLooks(finished, nowMs);
        },
      },
    };
    await using _ = startWatchingAlerts(failing, server.log);
    await until(() => looks > 0);
    isFailing = true;
    await startIncident('Printing is down');
    await until(() => !isFailing);
    let told = 0;
    while (told === 0) {
      told = (await listDeliveries(alerts, orgId, { limit: 10 })).data.length;
      await pause(20);
    }
  });
});
