import { createKey, systemActor } from '../../packages/server/src/access/index.ts';
import { type RunningServer, readConfig, serve } from '../../packages/server/src/index.ts';
import { putComponent, putRegion } from '../../packages/server/src/status/index.ts';
import { reportTo } from '../support/children.ts';
import { orgIdOf } from '../support/events.ts';

/**
 * Platen on the folder given, with as many organizations as told (one, if not) and a key of every scope for each,
 * limits that are never reached, and further settings in JSON.
 */
const [folder = '', organizations = '1', settings = '{}'] = process.argv.slice(2);
const config = readConfig(
  {
    PLATEN_PORT: '0',
    PLATEN_DATA: folder,
    PLATEN_REQUESTS_PER_MINUTE: '1000000000',
    ...(JSON.parse(settings) as Record<string, string>),
  },
  undefined,
  {},
);
const server = await serve(config, { limits: { streams: { total: 10_000, perKey: 10_000 } } });
const { status } = server.rooms;
await putRegion(status, systemActor, 'eu', { name: 'Europe' });
for (const type of ['print', 'scan', 'copy', 'fax'] as const) {
  await putComponent(status, systemActor, { region: 'eu', id: type }, { name: type, job_types: [type] });
}
const tenants: { orgId: string; key: string }[] = [];
for (let i = 0; i < Number(organizations); i++) tenants.push(await makeTenant(server, orgIdOf(i)));
reportTo({
  url: server.url,
  operatorKey: server.firstOperatorKey ?? '',
  orgId: tenants[0]?.orgId ?? '',
  key: tenants[0]?.key ?? '',
  tenants: JSON.stringify(tenants),
});
process.once('SIGTERM', async () => {
  await server[Symbol.asyncDispose]();
  process.exit(0);
});

async function makeTenant({ rooms: { access } }: RunningServer, orgId: string) {
  const now = Date.now();
  const org = {
    orgId,
    name: 'Bench',
    region: 'eu',
    timeZone: 'UTC',
    patienceSeconds: 60,
    demo: false,
    createdAt: now,
    updatedAt: now,
  };
  const audit = {
    id: `aud_${org.orgId}`,
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
    scopes: ['system-status:read', 'job-stats:read', 'subscription:read', 'jobs:write', 'org:admin'],
  });
  return { orgId: org.orgId, key };
}
