import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const planned = {
  name: 'Storage',
  regions: ['eu'],
  body: 'Scans may arrive late.',
  announce_at: '2026-11-25T09:00:00Z',
  starts_at: '2026-12-01T22:00:00Z',
  ends_at: '2026-12-02T02:00:00Z',
};

async function newestAudit() {
  return (await platen.operator.call('listAllAudit', { query: { limit: 1 } })).data[0];
}

describe('maintenance', () => {
  it('is scheduled, moved and cancelled, and then stays as it is', async () => {
    const { operator } = platen;
    const made = await operator.call('createMaintenance', { body: planned });
    const params = { maintenance_id: made.id };
    expect(made).toMatchObject({ ...planned, component_ids: [], status: 'scheduled', updates: [] });
    expect(await newestAudit()).toMatchObject({ action: 'maintenance.created', target: made.id });
    const moved = await operator.call('updateMaintenance', {
      params,
      body: { ends_at: '2026-12-02T03:00:00Z' },
    });
    expect(moved).toMatchObject({ starts_at: planned.starts_at, ends_at: '2026-12-02T03:00:00Z' });
    expect(await newestAudit()).toMatchObject({ action: 'maintenance.updated', target: made.id });
    const cancelled = await operator.call('updateMaintenance', { params, body: { cancelled: true } });
    expect(cancelled.status).toBe('cancelled');
    expect((await operator.call('listMaintenance', {})).data[0]).toEqual(cancelled);
    expect(await operator.call('getMaintenance', { params })).toEqual(cancelled);
    expect(await newestAudit()).toMatchObject({ action: 'maintenance.cancelled', target: made.id });
    for (const change of [
      () => operator.call('updateMaintenance', { params, body: { name: 'Other' } }),
      () => operator.call('addMaintenanceNews', { params, body: { body: 'Half done.' } }),
    ]) {
      await expect(change()).rejects.toMatchObject({ code: 'conflict' });
    }
  });

  it('is told of while it goes on', async () => {
    const { operator } = platen;
    const { id } = await operator.call('createMaintenance', { body: planned });
    const told = await operator.call('addMaintenanceNews', {
      params: { maintenance_id: id },
      body: { body: 'Half done.' },
    });
    expect(told.updates).toEqual([
      { id: expect.stringMatching(/^upd_/), at: '2026-11-24T09:07:00Z', body: 'Half done.' },
    ]);
    expect(await newestAudit()).toMatchObject({ action: 'maintenance.told', target: id });
  });

  it.each([
    ['that ends before it begins', { ends_at: '2026-12-01T21:59:59Z' }, 'body.ends_at'],
    ['announced after it begins', { announce_at: '2026-12-01T22:00:01Z' }, 'body.announce_at'],
    ['in a region that does not exist', { regions: ['atlantis'] }, 'body.regions[0]'],
    ['of a component that does not exist', { component_ids: ['telex'] }, 'body.component_ids[0]'],
    ['on a day that does not exist', { starts_at: '2026-11-31T00:00:00Z' }, 'body.starts_at'],
  ])('is refused %s', async (_, fields, location) => {
    await expect(
      platen.operator.call('createMaintenance', { body: { ...planned, ...fields } }),
    ).rejects.toMatchObject({ code: 'invalid_request', problem: { errors: [{ location }] } });
  });

  it('is neither changed, told of nor read where there is none', async () => {
    const { operator } = platen;
    const params = { maintenance_id: 'mnt_none' };
    for (const ask of [
      () => operator.call('updateMaintenance', { params, body: {} }),
      () => operator.call('addMaintenanceNews', { params, body: { body: 'A.' } }),
      () => operator.call('getMaintenance', { params }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('changed by two at once is changed by one, and the other is told of the conflict', async () => {
    const { operator } = platen;
    const params = { maintenance_id: (await operator.call('createMaintenance', { body: planned })).id };
    const told = await Promise.allSettled(
      ['A.', 'B.', 'C.', 'D.', 'E.', 'F.'].map((body) =>
        operator.call('addMaintenanceNews', { params, body: { body } }),
      ),
    );
    const refused = told.filter(({ status }) => status === 'rejected');
    for (const each of refused) expect(each).toMatchObject({ reason: { code: 'conflict' } });
    const { updates } = await operator.call('getMaintenance', { params });
    expect(updates).toHaveLength(told.length - refused.length);
  });
});

describe('an organization', () => {
  it('sees the maintenance of its region once it is announced, and of any other region nothing', async () => {
    await using platen = await startPlaten();
    const { operator, clock } = platen;
    const made = await operator.call('createMaintenance', { body: planned });
    const [here, there] = [await platen.organization(), await platen.organization({ region: 'us' })];
    const read = (key: string, id = made.id) => ask(platen, `/v1/maintenance/${id}`, key);
    const status = async () =>
      (await here.client.call('getSystemStatus', { params: { org_id: here.orgId } })).maintenance;

    const absent = await problemOf(await read(here.key, 'mnt_none'), 'not_found');
    const early = await problemOf(await read(here.key), 'not_found');
    expect(early.detail.replace(made.id, 'mnt_none')).toBe(absent.detail);
    expect(await status()).toEqual([]);

    clock.set('2026-11-25T09:00:00Z');
    expect(await (await read(here.key)).json()).toEqual(made);
    expect(await status()).toMatchObject([{ id: made.id, status: 'scheduled' }]);
    const elsewhere = await problemOf(await read(there.key), 'not_found');
    expect(elsewhere.detail.replace(made.id, 'mnt_none')).toBe(absent.detail);
    await problemOf(await read(await here.keyWith('jobs:write')), 'scope_missing');
  });
});
