import type { SubscriptionPut } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platen, startPlaten, type Tenant } from '../support/platen.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const hive: SubscriptionPut = { plan: 'Hive', start_date: '2026-01-01', end_date: '2026-12-20' };

const read = ({ client, orgId }: Tenant) => client.call('getSubscription', { params: { org_id: orgId } });
const put = ({ orgId }: Tenant, fields: Partial<SubscriptionPut> = {}) =>
  platen.operator.call('putSubscription', { params: { org_id: orgId }, body: { ...hive, ...fields } });

describe('the subscription of an organization', () => {
  it('is none until an operator tells of it', async () => {
    const tenant = await platen.organization();
    expect(await read(tenant)).toMatchObject({
      state: 'none',
      plan: null,
      days_remaining: null,
      entitlements: [],
    });
  });

  it('is read as it was put', async () => {
    const tenant = await platen.organization();
    const entitlements = [{ name: 'device_embedded', quantity: 40, used: null }];
    const answer = await put(tenant, { entitlements, term: 'annual' });
    expect(answer).toMatchObject({
      org_id: tenant.orgId,
      plan: 'Hive',
      state: 'expiring',
      days_remaining: 26,
      ends_at: '2026-12-21T00:00:00Z',
      grace_days: 14,
      grace_ends_at: '2027-01-04T00:00:00Z',
      entitlements,
    });
    expect(await read(tenant)).toEqual(answer);
  });

  it('changes by the clock alone, at midnight of its own time zone', async () => {
    await using later = await startPlaten();
    const tenant = await later.organization();
    const params = { org_id: tenant.orgId };
    await later.operator.call('putSubscription', { params, body: { ...hive, time_zone: 'Asia/Tokyo' } });
    const at = async (time: string) => {
      later.clock.set(time);
      const { state, days_remaining } = await read(tenant);
      return [state, days_remaining];
    };
    expect(await at('2026-11-24T14:59:59Z')).toEqual(['expiring', 26]);
    expect(await at('2026-11-24T15:00:00Z')).toEqual(['expiring', 25]);
    expect(await at('2026-12-20T14:59:59Z')).toEqual(['expiring', 0]);
    expect(await at('2026-12-20T15:00:00Z')).toEqual(['grace', 0]);
    expect(await at('2027-01-03T14:59:59Z')).toEqual(['grace', 0]);
    expect(await at('2027-01-03T15:00:00Z')).toEqual(['expired', 0]);
  });

  it('without an end never runs out', async () => {
    const tenant = await platen.organization();
    await put(tenant, { end_date: null });
    expect(await read(tenant)).toMatchObject({ state: 'active', days_remaining: null, ends_at: null });
  });

  it.each([
    ['ends before it begins', { end_date: '2025-12-31' }, 'body.end_date'],
    ['ends on a day that does not exist', { end_date: '2026-02-30' }, 'body.end_date'],
    ['is in a time zone that does not exist', { time_zone: 'Mars/Olympus' }, 'body.time_zone'],
    ['has a grace of more than a year', { grace_days: 367 }, 'body.grace_days'],
  ])('is refused when it %s, and stays as it was', async (_, fields, location) => {
    const tenant = await platen.organization();
    const before = await put(tenant);
    await expect(put(tenant, fields)).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { errors: [{ location }] },
    });
    expect(await read(tenant)).toEqual(before);
  });

  it('is not for the organization itself to write', async () => {
    const tenant = await platen.organization();
    await expect(
      tenant.client.call('putSubscription', { params: { org_id: tenant.orgId }, body: hive }),
    ).rejects.toMatchObject({ code: 'scope_missing' });
    await put(tenant);
    const { data } = await tenant.client.call('listAudit', { params: { org_id: tenant.orgId } });
    expect(data[0]).toMatchObject({ action: 'subscription.put', detail: { plan: 'Hive' } });
  });

  it('of an organization that does not exist is 404', async () => {
    await expect(
      platen.operator.call('putSubscription', { params: { org_id: '00000000' }, body: hive }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
