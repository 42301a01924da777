import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '../../packages/server/src/access/index.ts';
import { createChannel } from '../../packages/server/src/alerts/index.ts';
import { type RunningServer, readConfig, serve } from '../../packages/server/src/index.ts';
import { putComponent, putRegion } from '../../packages/server/src/status/index.ts';
import { putSubscription } from '../../packages/server/src/subscription/index.ts';
import { orgIdOf } from '../support/events.ts';

/** A server in this process, that does nothing by itself, with so many organizations of one region. */
export interface Watched extends AsyncDisposable {
  readonly server: RunningServer;
  readonly orgIds: readonly string[];
}

/** Each with its first rules, a subscription, and a chat that is told, which nobody hears. */
export async function openOrganizations(count: number): Promise<Watched> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  opened.defer(() => rm(folder, { recursive: true }));
  const settings = { PLATEN_PORT: '0', PLATEN_DATA: folder, PLATEN_LOG_LEVEL: 'silent' };
  const config = readConfig(settings, undefined, {});
  const server = opened.use(await serve(config, { pollFeeds: false, watchAlerts: false }));
  const { status, subscription, alerts, access } = server.rooms;
  await putRegion(status, systemActor, 'eu', { name: 'Europe' });
  await putComponent(
    status,
    systemActor,
    { region: 'eu', id: 'print' },
    { name: 'Print', status_code: 'operational' },
  );
  const orgIds = Array.from({ length: count }, (_, index) => orgIdOf(index));
  for (const [index, orgId] of orgIds.entries()) {
    const now = access.clock.now();
    const dates = { timeZone: 'UTC', patienceSeconds: 60, demo: false, createdAt: now, updatedAt: now };
    const audit = {
      id: `aud_${orgId}`,
      at: now,
      orgId,
      actor: 'system',
      action: 'bench',
      target: '',
      detail: {},
    };
    await access.store.insertOrganization({ orgId, name: `No. ${index}`, region: 'eu', ...dates }, audit);
    await putSubscription(subscription, systemActor, orgId, {
      plan: 'Hive',
      start_date: '2026-01-01',
      end_date: '2036-12-31',
    });
    const url = 'https://hooks.example/platen';
    await createChannel(alerts, systemActor, orgId, { kind: 'slack', name: 'Chat', config: { url } });
  }
  const everything = opened.move();
  return { server, orgIds, [Symbol.asyncDispose]: () => everything.disposeAsync() };
}
