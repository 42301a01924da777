import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubscriptionPut } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { auditEntry, createOrganization, systemActor } from '../access/index.ts';
import { HeldClock } from '../kit/clock.ts';
import { openSqlite } from '../storage/index.ts';
import { getSubscription } from './get-subscription.ts';
import { putSubscription } from './put-subscription.ts';

const hive: SubscriptionPut = { plan: 'Hive', start_date: '2026-01-01', end_date: '2026-12-20' };

async function openRoom() {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'platen-subscription-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const storage = opened.use(await openSqlite(folder));
  const clock = new HeldClock('2026-11-23T12:00:00Z');
  const region = { id: 'eu', name: 'Europe', pageAccess: 'public', createdAt: 0, updatedAt: 0 } as const;
  const audit = auditEntry(systemActor, 0, { orgId: null, action: 'region.created', target: 'eu' });
  await storage.status.saveRegion(region, audit);
  const org = { org_id: '4725fffa', name: 'Contoso', region: 'eu' };
  await createOrganization({ store: storage.access, clock }, systemActor, org);
  const everything = opened.move();
  return {
    subscription: { store: storage.subscription, clock },
    audit: () => storage.access.listAudit('4725fffa', { limit: 100 }),
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

describe('the subscription of an organization', () => {
  it('is none until it is set', async () => {
    await using room = await openRoom();
    const { body, validUntil } = await getSubscription(room.subscription, '4725fffa');
    expect(body.state).toBe('none');
    expect(validUntil).toBeNull();
  });

  it('is read as it was set, with what was left out filled in', async () => {
    await using room = await openRoom();
    const answer = await putSubscription(room.subscription, systemActor, '4725fffa', hive);
    expect(answer).toMatchObject({
      ...hive,
      state: 'expiring',
      time_zone: 'UTC',
      auto_renews: false,
      term: 'annual',
      grace_days: 14,
      entitlements: [],
    });
    expect(await getSubscription(room.subscription, '4725fffa')).toEqual({
      body: answer,
      validUntil: Date.parse('2026-11-24T00:00:00Z'),
    });
  });

  it('is renewed by setting it again, and what is not said again is gone', async () => {
    await using room = await openRoom();
    const first = {
      ...hive,
      trial: true,
      entitlements: [{ name: 'device_embedded', quantity: 40, used: null }],
    };
    expect(await putSubscription(room.subscription, systemActor, '4725fffa', first)).toMatchObject({
      state: 'trial',
      entitlements: first.entitlements,
    });
    const renewed = { ...hive, end_date: '2027-12-20', time_zone: 'Europe/Paris', auto_renews: true };
    await putSubscription(room.subscription, systemActor, '4725fffa', renewed);
    const { body } = await getSubscription(room.subscription, '4725fffa');
    expect(body).toMatchObject({ ...renewed, state: 'active', days_remaining: 392, entitlements: [] });
  });

  it('is nothing that another organization has', async () => {
    await using room = await openRoom();
    await putSubscription(room.subscription, systemActor, '4725fffa', hive);
    expect((await getSubscription(room.subscription, '0badcafe')).body.state).toBe('none');
  });

  it('leaves an audit entry, and raises the revision of its organization alone', async () => {
    await using room = await openRoom();
    const { store } = room.subscription;
    const before = store.revision('0badcafe');
    await putSubscription(room.subscription, systemActor, '4725fffa', hive);
    expect(store.revision('4725fffa')).toBeGreaterThan(0);
    expect(store.revision('0badcafe')).toBe(before);
    expect((await room.audit())[0]).toMatchObject({
      action: 'subscription.put',
      actor: 'system',
      detail: hive,
    });
  });

  it.each([
    [{ end_date: '2025-12-31' }, 'body.end_date'],
    [{ end_date: '2026-02-29' }, 'body.end_date'],
    [{ end_date: '9999-12-31' }, 'body.end_date'],
    [{ start_date: '0026-01-01' }, 'body.start_date'],
    [{ time_zone: 'Mars/Olympus' }, 'body.time_zone'],
    [{ time_zone: '+02:00' }, 'body.time_zone'],
  ])('is refused for %j, and nothing is written', async (wrong, location) => {
    await using room = await openRoom();
    await expect(
      putSubscription(room.subscription, systemActor, '4725fffa', { ...hive, ...wrong }),
    ).rejects.toMatchObject({ code: 'invalid_request', errors: [{ location }] });
    expect((await getSubscription(room.subscription, '4725fffa')).body.state).toBe('none');
  });

  it('may be of a single day', async () => {
    await using room = await openRoom();
    const day = { ...hive, start_date: '2026-11-23', end_date: '2026-11-23' };
    expect(await putSubscription(room.subscription, systemActor, '4725fffa', day)).toMatchObject({
      state: 'expiring',
      days_remaining: 0,
    });
  });
});
