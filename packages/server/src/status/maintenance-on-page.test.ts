import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { findMaintenanceOnPage } from './get-region-page.ts';
import { addMaintenanceNews, createMaintenance, updateMaintenance } from './maintenances.ts';
import { openRoom, pageOf } from './status-room.fixture.ts';

const window = {
  name: 'New servers',
  body: 'We change the servers.',
  starts_at: '2026-11-23T13:00:00Z',
  ends_at: '2026-11-23T14:00:00Z',
};

describe("maintenance on a region's page", () => {
  it('is listed with the latest start first', async () => {
    await using room = await openRoom();
    for (const hour of ['14', '13', '15']) {
      const starts_at = `2026-11-23T${hour}:00:00Z`;
      const ends_at = '2026-11-23T18:00:00Z';
      await createMaintenance(room.status, systemActor, {
        ...window,
        name: hour,
        regions: ['eu'],
        starts_at,
        ends_at,
      });
    }
    expect((await pageOf(room)).maintenance.map(({ name }) => name)).toEqual(['15', '14', '13']);
  });

  it('is told once it is announced, with what the clock does to it and what is said of it', async () => {
    await using room = await openRoom();
    const announced = Date.parse('2026-11-23T12:30:00Z');
    const { id } = await createMaintenance(room.status, systemActor, {
      ...window,
      regions: ['eu'],
      component_ids: ['scan'],
      announce_at: '2026-11-23T12:30:00Z',
    });
    const seenAt = async (at: string) => {
      room.clock.set(at);
      const page = await pageOf(room);
      return { page, maintenance: page.maintenance[0] };
    };
    expect(await seenAt('2026-11-23T12:29:59Z')).toMatchObject({ page: { maintenance: [] } });
    expect(await findMaintenanceOnPage(room.status, 'eu', id)).toBeUndefined();
    expect(await seenAt('2026-11-23T12:30:00Z')).toMatchObject({
      page: { updatedAt: announced },
      maintenance: {
        status: 'scheduled',
        createdAt: announced,
        updatedAt: announced,
        updates: [{ id: `${id}_announced`, at: announced, status: 'scheduled', body: window.body }],
      },
    });
    room.clock.set('2026-11-23T13:20:00Z');
    await addMaintenanceNews(room.status, systemActor, id, { body: 'Half is done.' });
    const { maintenance } = await seenAt('2026-11-23T14:00:00Z');
    expect(maintenance?.status).toBe('completed');
    expect(maintenance?.updates.map(({ at, status, body }) => [at, status, body])).toEqual([
      [Date.parse(window.ends_at), 'completed', 'The maintenance is over.'],
      [Date.parse('2026-11-23T13:20:00Z'), 'in_progress', 'Half is done.'],
      [Date.parse(window.starts_at), 'in_progress', 'The maintenance has begun.'],
      [announced, 'scheduled', window.body],
    ]);
    expect(maintenance?.updatedAt).toBe(Date.parse(window.ends_at));
    expect(await findMaintenanceOnPage(room.status, 'eu', id)).toEqual(maintenance);
    expect(await findMaintenanceOnPage(room.status, 'us', id)).toBeUndefined();
  });

  it('that is announced as it begins has one update of that moment, and what was told before comes with it', async () => {
    await using room = await openRoom();
    const starts = Date.parse(window.starts_at);
    const { id } = await createMaintenance(room.status, systemActor, {
      ...window,
      regions: ['eu'],
      announce_at: window.starts_at,
    });
    await addMaintenanceNews(room.status, systemActor, id, { body: 'We prepare.' });
    room.clock.set(window.starts_at);
    const [maintenance] = (await pageOf(room)).maintenance;
    expect(maintenance?.updates.map(({ at, body }) => [at, body])).toEqual([
      [starts, 'We prepare.'],
      [starts, window.body],
    ]);
  });

  it('is there as long as the history, and by its link for ever', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, { ...window, regions: ['eu'] });
    room.clock.set('2027-02-21T00:00:00Z');
    expect((await pageOf(room)).maintenance).toMatchObject([{ id, status: 'completed' }]);
    room.clock.set('2027-02-21T00:05:00Z');
    expect((await pageOf(room)).maintenance).toEqual([]);
    expect(await findMaintenanceOnPage(room.status, 'eu', id)).toMatchObject({ status: 'completed' });
    expect(await findMaintenanceOnPage(room.status, 'eu', 'mnt_none')).toBeUndefined();
  });

  it('is gone when it is called off, and that is a change of the page', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, { ...window, regions: ['eu'] });
    room.clock.advance(60);
    await updateMaintenance(room.status, systemActor, id, { cancelled: true });
    expect(await pageOf(room)).toMatchObject({
      maintenance: [],
      updatedAt: Date.parse('2026-11-23T12:01:00Z'),
    });
    expect(await findMaintenanceOnPage(room.status, 'eu', id)).toBeUndefined();
  });

  it('that is called off before it was announced is no change of the page', async () => {
    await using room = await openRoom();
    const before = await pageOf(room);
    const later = { announce_at: '2026-11-23T12:30:00Z', regions: ['eu'] };
    const { id } = await createMaintenance(room.status, systemActor, { ...window, ...later });
    expect((await pageOf(room)).updatedAt).toBe(before.updatedAt);
    await updateMaintenance(room.status, systemActor, id, { cancelled: true });
    room.clock.set('2026-11-23T12:35:00Z');
    expect((await pageOf(room)).updatedAt).toBe(before.updatedAt);
  });
});
