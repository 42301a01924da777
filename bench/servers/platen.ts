import { createKey, systemActor } from '../../packages/server/src/access/index.ts';
import { readConfig, serve } from '../../packages/server/src/index.ts';
import { putComponent, putRegion } from '../../packages/server/src/status/index.ts';
import { reportTo } from '../support/children.ts';

/** Platen on the folder given, with one organization and a key of every scope, and a quota that is never used up. */
const folder = process.argv[2] ?? '';
const config = readConfig(
  { PLATEN_PORT: '0', PLATEN_DATA: folder, PLATEN_REQUESTS_PER_MINUTE: '1000000000' },
  undefined,
  {},
);
const server = await serve(config);
const { access, status } = server.rooms;
await putRegion(status, systemActor, 'eu', { name: 'Europe' });
for (const type of ['print', 'scan', 'copy', 'fax'] as const) {
  await putComponent(status, systemActor, { region: 'eu', id: type }, { name: type, job_types: [type] });
}
const now = Date.now();
const org = {
  orgId: '4725fffa',
  name: 'Bench',
  region: 'eu',
  timeZone: 'UTC',
  patienceSeconds: 60,
  demo: false,
  createdAt: now,
  updatedAt: now,
};
const audit = {
  id: 'aud_bench',
  at: now,
  orgId: org.orgId,
  actor: 'system',
  action: 'bench',
  target: '',
  detail: {},
};
await access.store.insertOrganization(org, audit);
const { key } = await createKey(access, systemActor, org, {
  name: 'bench',
  scopes: ['system-status:read', 'job-stats:read', 'subscription:read', 'jobs:write'],
});
reportTo({ url: server.url, orgId: org.orgId, key });
process.once('SIGTERM', async () => {
  await server[Symbol.asyncDispose]();
  process.exit(0);
});
