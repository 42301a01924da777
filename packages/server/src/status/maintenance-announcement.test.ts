import type { MaintenanceCreate } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { findMaintenanceOnPage, getRegionPage } from './get-region-page.ts';
import { addMaintenanceNews, createMaintenance, getMaintenance, updateMaintenance } from './maintenances.ts';
import { noon, openRoom } from './status-room.fixture.ts';
import { getSystemStatus } from './system-status.ts';

const planned: MaintenanceCreate = {
  name: 'New servers',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'We change the servers.',
  announce_at: '2026-11-25T12:00:00Z',
  starts_at: '2026-11-30T20:00:00Z',
  ends_at: '2026-11-30T22:00:00Z',
};

async function openWithMaintenance(fields: Partial<MaintenanceCreate> = {}) {
  const room = await openRoom();
  const { status } = room;
  const made = await createMaintenance(status, systemActor, { ...planned, ...fields });
  const customer = await room.keyOfOrganizationIn('eu');
  const ids = (list: readonly { readonly id: string }[] = []) => list.map(({ id }) => id);
  return {
    ...room,
    made,
    update: (input: Parameters<typeof updateMaintenance>[3]) =>
      updateMaintenance(status, systemActor, made.id, input),
    /** Who sees it: the status, the page, its permalink, and an organization that asks for it. */
    seenBy: async () => ({
      status: ids((await getSystemStatus(status, 'eu')).body.maintenance),
      page: ids((await getRegionPage(status, 'eu'))?.page.maintenance),
      permalink: (await findMaintenanceOnPage(status, 'eu', made.id))?.id,
      customer: await getMaintenance(status, customer, made.id).catch((e: { code: string }) => e.code),
    }),
    [Symbol.asyncDispose]: () => room[Symbol.asyncDispose](),
  };
}

const byNobody = { status: [], page: [], permalink: undefined, customer: 'not_found' };

describe('maintenance that is to be announced', () => {
  it('is seen by nobody but the operator before that, and by all from that moment on', async () => {
    await using room = await openWithMaintenance();
    const { id } = room.made;
    expect(room.made).toMatchObject({ announce_at: planned.announce_at, status: 'scheduled' });
    expect(await room.seenBy()).toEqual(byNobody);
    expect(await getMaintenance(room.status, systemActor, id)).toEqual(room.made);
    room.clock.set('2026-11-25T11:59:59.999Z');
    expect(await room.seenBy()).toEqual(byNobody);
    room.clock.set('2026-11-25T12:00:00Z');
    expect(await room.seenBy()).toEqual({ status: [id], page: [id], permalink: id, customer: room.made });
  });

  it('makes what is kept of a region stale at that very moment', async () => {
    await using room = await openWithMaintenance();
    const { validUntil } = await getSystemStatus(room.status, 'eu');
    expect(validUntil).toBe(Date.parse('2026-11-25T12:00:00Z'));
    room.clock.set('2026-11-25T12:00:00Z');
    expect((await getSystemStatus(room.status, 'eu')).validUntil).toBe(Date.parse(planned.starts_at));
  });

  it('is announced at once when nothing is said of it', async () => {
    await using room = await openRoom();
    const { announce_at: _, ...atOnce } = planned;
    const made = await createMaintenance(room.status, systemActor, atOnce);
    expect(made.announce_at).toBe(noon);
    const begun = { ...atOnce, starts_at: '2026-11-23T11:00:00Z' };
    expect(await createMaintenance(room.status, systemActor, begun)).toMatchObject({
      announce_at: begun.starts_at,
      status: 'in_progress',
    });
  });

  it('is announced no later than it begins, also when it is moved', async () => {
    await using room = await openWithMaintenance();
    const late = { announce_at: '2026-11-30T20:00:01Z' };
    for (const attempt of [
      createMaintenance(room.status, systemActor, { ...planned, ...late }),
      room.update(late),
      room.update({ announce_at: planned.starts_at, starts_at: '2026-11-30T19:00:00Z' }),
    ]) {
      await expect(attempt).rejects.toMatchObject({ errors: [{ location: 'body.announce_at' }] });
    }
    expect(await room.update({ starts_at: '2026-11-24T20:00:00Z' })).toMatchObject({
      announce_at: '2026-11-24T20:00:00Z',
    });
  });

  it('can be announced earlier or later', async () => {
    await using room = await openWithMaintenance();
    expect(await room.update({ announce_at: noon })).toMatchObject({ announce_at: noon });
    expect((await room.seenBy()).status).toEqual([room.made.id]);
    await room.update({ announce_at: planned.starts_at });
    expect(await room.seenBy()).toEqual(byNobody);
  });

  it('is never seen when it is called off before', async () => {
    await using room = await openWithMaintenance();
    await room.update({ cancelled: true });
    room.clock.set('2026-11-25T12:00:00Z');
    expect(await room.seenBy()).toEqual(byNobody);
  });
});

describe('maintenance that is announced', () => {
  it('can still be read by organizations of its region when it is called off', async () => {
    await using room = await openWithMaintenance({ announce_at: noon });
    const cancelled = await room.update({ cancelled: true });
    expect(await room.seenBy()).toEqual({ ...byNobody, customer: cancelled });
  });

  it('is of its own region and its components there', async () => {
    await using room = await openWithMaintenance({
      announce_at: noon,
      regions: ['eu', 'us'],
      component_ids: ['scan', 'fax'],
    });
    const seen = await getMaintenance(room.status, await room.keyOfOrganizationIn('us'), room.made.id);
    expect(seen).toEqual({ ...room.made, regions: ['us'], component_ids: ['fax'] });
  });

  it('cannot be told in another region from what does not exist', async () => {
    await using room = await openWithMaintenance({ announce_at: noon });
    const actor = await room.keyOfOrganizationIn('us');
    const answer = (id: string) => getMaintenance(room.status, actor, id).catch((e: Error) => e.message);
    expect(await answer(room.made.id)).toBe(
      (await answer('mnt_0')).toString().replace('mnt_0', room.made.id),
    );
  });
});

describe('news of maintenance', () => {
  it('stands first, the newest before the others, and everybody sees it', async () => {
    await using room = await openWithMaintenance({ announce_at: noon });
    room.clock.set('2026-11-30T20:30:00Z');
    await addMaintenanceNews(room.status, systemActor, room.made.id, { body: 'One of two is done.' });
    room.clock.set('2026-11-30T21:30:00Z');
    const told = await addMaintenanceNews(room.status, systemActor, room.made.id, { body: 'Both are done.' });
    const id = expect.stringMatching(/^upd_/);
    expect(told).toMatchObject({
      status: 'in_progress',
      updated_at: '2026-11-30T21:30:00Z',
      updates: [
        { id, at: '2026-11-30T21:30:00Z', body: 'Both are done.' },
        { id, at: '2026-11-30T20:30:00Z', body: 'One of two is done.' },
      ],
    });
    expect((await room.seenBy()).customer).toEqual(told);
    const onPage = await findMaintenanceOnPage(room.status, 'eu', room.made.id);
    expect(onPage?.updates.map(({ body }) => body).slice(0, 2)).toEqual([
      'Both are done.',
      'One of two is done.',
    ]);
    expect((await room.audit())[0]).toMatchObject({
      action: 'maintenance.told',
      target: room.made.id,
      detail: { body: 'Both are done.' },
    });
  });

  it('is not told of what is over, called off or not there', async () => {
    await using room = await openWithMaintenance({ announce_at: noon });
    const tell = (id: string) => addMaintenanceNews(room.status, systemActor, id, { body: 'A.' });
    await expect(tell('mnt_0')).rejects.toMatchObject({ code: 'not_found' });
    const other = await createMaintenance(room.status, systemActor, planned);
    await updateMaintenance(room.status, systemActor, other.id, { cancelled: true });
    await expect(tell(other.id)).rejects.toMatchObject({ code: 'conflict' });
    room.clock.set(planned.ends_at);
    await expect(tell(room.made.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('told by two at once is kept of one, and the other is told so', async () => {
    await using room = await openWithMaintenance();
    const tell = (body: string) => addMaintenanceNews(room.status, systemActor, room.made.id, { body });
    const told = await Promise.allSettled([tell('One.'), tell('Two.')]);
    expect(told.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(told.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    const { updates } = await getMaintenance(room.status, systemActor, room.made.id);
    expect(updates).toHaveLength(1);
  });
});
