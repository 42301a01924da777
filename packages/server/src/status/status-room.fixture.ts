import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, createKey, createOrganization, getOrganization, systemActor } from '../access/index.ts';
import { HeldClock } from '../kit/clock.ts';
import { openSqlite } from '../storage/index.ts';
import { putComponent } from './components.ts';
import { getRegionPage } from './get-region-page.ts';
import { putRegion } from './regions.ts';
import type { StatusContext } from './store.ts';

/** The hour at which the clock of these tests is held. */
export const noon = '2026-11-23T12:00:00Z';

/** The room on an empty database, with the regions `eu` (components print and scan) and `us` (print and fax). */
export async function openRoom() {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'platen-status-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const storage = opened.use(await openSqlite(folder));
  const clock = new HeldClock('2026-11-01T08:00:00Z');
  const status = { store: storage.status, clock };
  const access = { store: storage.access, clock };
  for (const [id, name] of [
    ['eu', 'Europe'],
    ['us', 'United States'],
  ] as const) {
    await putRegion(status, systemActor, id, { name });
  }
  for (const [region, id, name, type] of [
    ['eu', 'print', 'Cloud print', 'print'],
    ['eu', 'scan', 'Scan to cloud', 'scan'],
    ['us', 'print', 'Cloud print', 'print'],
    ['us', 'fax', 'Fax', 'fax'],
  ] as const) {
    const input = { name, job_types: [type], status_code: 'operational' as const };
    await putComponent(status, systemActor, { region, id }, input);
  }
  clock.set(noon);
  const everything = opened.move();
  return {
    status,
    clock,
    audit: () => storage.access.listAudit(undefined, { limit: 100 }),
    keyOfOrganizationIn: (region: string) => keyOfOrganization(access, region),
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

/** All that the public is told of a region now. */
export async function pageOf({ status }: { readonly status: StatusContext }, region = 'eu') {
  const snapshot = await getRegionPage(status, region);
  if (!snapshot) throw new Error(`There is no page of ${region}.`);
  return snapshot.page;
}

async function keyOfOrganization(access: Parameters<typeof createKey>[0], region: string): Promise<Actor> {
  const { org_id } = await createOrganization(access, systemActor, { name: 'Contoso', region });
  const org = await getOrganization(access, org_id);
  const { id } = await createKey(access, systemActor, org, {
    name: 'Helpdesk',
    scopes: ['system-status:read'],
  });
  const key = await access.store.findKey(org_id, id);
  if (!key) throw new Error('The key that was just made is not there.');
  return { kind: 'organization', name: id, scopes: key.scopes, by: key, org };
}
