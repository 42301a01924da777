import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeldClock } from '../kit/clock.ts';
import { openSqlite } from '../storage/index.ts';
import { systemActor } from './actor.ts';
import { auditEntry } from './audit.ts';
import { createOrganization, getOrganization } from './organizations.ts';

/** The room on an empty database, with the region `eu` and an organization in it. */
export async function openRoom() {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'platen-access-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const storage = opened.use(await openSqlite(folder));
  const clock = new HeldClock('2026-11-23T12:00:00Z');
  const access = { store: storage.access, clock };
  const region = { id: 'eu', name: 'Europe', pageAccess: 'public', createdAt: 0, updatedAt: 0 } as const;
  const audit = auditEntry(systemActor, 0, { orgId: null, action: 'region.created', target: 'eu' });
  await storage.status.saveRegion(region, audit);
  await createOrganization(access, systemActor, { org_id: '4725fffa', name: 'Contoso', region: 'eu' });
  const org = await getOrganization(access, '4725fffa');
  const everything = opened.move();
  return {
    access,
    clock,
    org,
    idempotency: { store: storage.idempotency, clock },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}
