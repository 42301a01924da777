import type { MaintenanceCreate } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { createMaintenance, listMaintenance, updateMaintenance } from './maintenances.ts';
import { noon, openRoom } from './status-room.fixture.ts';

const planned: MaintenanceCreate = {
  name: 'New servers',
  regions: ['eu'],
  body: 'We change the servers.',
  starts_at: '2026-11-23T13:00:00Z',
  ends_at: '2026-11-23T14:00:00Z',
};

describe('maintenance', () => {
  it('follows the clock', async () => {
    await using room = await openRoom();
    const made = await createMaintenance(room.status, systemActor, planned);
    expect(made).toMatchObject({ ...planned, component_ids: [], status: 'scheduled', updated_at: noon });
    const seenAt = async (at: string) => {
      room.clock.set(at);
      return (await listMaintenance(room.status, { limit: 25 })).data[0]?.status;
    };
    expect(await seenAt('2026-11-23T12:59:59Z')).toBe('scheduled');
    expect(await seenAt('2026-11-23T13:00:00Z')).toBe('in_progress');
    expect(await seenAt('2026-11-23T13:59:59Z')).toBe('in_progress');
    expect(await seenAt('2026-11-23T14:00:00Z')).toBe('completed');
  });

  it.each([
    [{ regions: ['mars'] }, 'body.regions[0]'],
    [{ component_ids: ['fax'] }, 'body.component_ids[0]'],
    [{ ends_at: '2026-11-23T13:00:00Z' }, 'body.ends_at'],
    [{ starts_at: '1026-11-23T13:00:00Z' }, 'body.starts_at'],
  ])('is refused for %j', async (wrong, location) => {
    await using room = await openRoom();
    await expect(createMaintenance(room.status, systemActor, { ...planned, ...wrong })).rejects.toMatchObject(
      {
        code: 'invalid_request',
        errors: [{ location }],
      },
    );
  });

  it('that is scheduled can be moved, and keeps what is left out', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, planned);
    const later = { starts_at: '2026-11-24T13:00:00Z', ends_at: '2026-11-24T14:00:00Z' };
    const moved = await updateMaintenance(room.status, systemActor, id, later);
    expect(moved).toMatchObject({ ...planned, ...later, status: 'scheduled' });
    expect((await listMaintenance(room.status, { limit: 25 })).data).toEqual([moved]);
  });

  it('that is in progress ends now when that is asked for', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, planned);
    room.clock.set('2026-11-23T13:20:00Z');
    const ended = await updateMaintenance(room.status, systemActor, id, { ends_at: '2026-11-23T13:20:00Z' });
    expect(ended.status).toBe('completed');
  });

  it('that was called off stays called off', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, planned);
    const cancelled = await updateMaintenance(room.status, systemActor, id, { cancelled: true });
    expect(cancelled.status).toBe('cancelled');
    await expect(updateMaintenance(room.status, systemActor, id, { name: 'Again' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('that is over stays as it was', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, planned);
    room.clock.set('2026-11-23T14:00:00Z');
    await expect(
      updateMaintenance(room.status, systemActor, id, { ends_at: '2026-11-23T15:00:00Z' }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('cannot be moved to end before it starts', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, planned);
    await expect(updateMaintenance(room.status, systemActor, id, { ends_at: noon })).rejects.toMatchObject({
      errors: [{ location: 'body.ends_at' }],
    });
  });

  it('changed by two at once is changed by one, and the other is told so', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, planned);
    room.clock.advance(60);
    const changes = await Promise.allSettled([
      updateMaintenance(room.status, systemActor, id, { cancelled: true }),
      updateMaintenance(room.status, systemActor, id, { name: 'Newer servers' }),
    ]);
    expect(changes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(changes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    });
  });

  it('that does not exist is not found', async () => {
    await using room = await openRoom();
    await expect(updateMaintenance(room.status, systemActor, 'mnt_0', {})).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
