import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatenClient } from '@platen/sdk';
import { expect, it } from 'vitest';
import { readConfig, serve } from '../../packages/server/src/index.ts';
import { newKey } from '../support/new-key.ts';
import { startPlaten } from '../support/platen.ts';
import { incident, openIncident } from '../support/streams.ts';

it('a stream that the client watches tells the status as it changes, also after the server was started anew, until the key is revoked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'platen-watch-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  const first = await startPlaten({ folder });
  const tenant = await first.organization();
  const { id, key } = await newKey(tenant);
  const client = new PlatenClient({ url: first.url, key });
  const statuses = client.watchSystemStatus(tenant.orgId);
  const next = async () => (await statuses.next()).value?.service_status;
  expect(await next()).toBe('Operational');
  await openIncident(first);
  expect(await next()).toBe('Partial Outage');
  await first[Symbol.asyncDispose]();

  const { port } = new URL(first.url);
  const settings = { PLATEN_PORT: port, PLATEN_DATA: folder, PLATEN_LOG_LEVEL: 'error' };
  cleanup.use(await serve(readConfig(settings, undefined, {}), { clock: first.clock }));
  const operator = new PlatenClient({ url: first.url, key: first.operatorKey });
  await operator.call('createIncident', { body: { ...incident, impact: 'critical' } });
  expect(await next()).toBe('Major Outage');
  await operator.call('revokeKey', { params: { org_id: tenant.orgId, key_id: id } });
  await expect(next()).rejects.toMatchObject({ code: 'key_revoked' });
});
