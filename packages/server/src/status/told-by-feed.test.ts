import { describe, expect, it } from 'vitest';
import { auditEntry, systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { correctIncident, correctIncidentUpdate } from './correct-incident.ts';
import { getIncident } from './incidents.ts';
import { addMaintenanceNews, getMaintenance, updateMaintenance } from './maintenances.ts';
import { anIncident, someMaintenance } from './region-facts.fixture.ts';
import { openRoom } from './status-room.fixture.ts';

const origin = { feedId: 'vendor', externalId: 'x1' };

async function openWithFeed() {
  const room = await openRoom();
  const now = room.clock.now();
  const audit = () => auditEntry(systemActor, now, { orgId: null, action: 'feed.read', target: 'vendor' });
  await room.status.store.insertIncident(anIncident({ id: 'inc_1', startedAt: now, origin }), audit());
  const times = { announceAt: now, startsAt: now, endsAt: now + 1000, createdAt: now, updatedAt: now };
  await room.status.store.insertMaintenance(someMaintenance({ id: 'mnt_1', origin, ...times }), audit());
  return room;
}

describe('what a feed tells', () => {
  it('is read like any other, with the feed that told it', async () => {
    await using room = await openWithFeed();
    expect(await getIncident(room.status, systemActor, 'inc_1')).toMatchObject({ feed_id: 'vendor' });
    expect(await getMaintenance(room.status, systemActor, 'mnt_1')).toMatchObject({ feed_id: 'vendor' });
  });

  it('is not changed by anybody else', async () => {
    await using room = await openWithFeed();
    const { status } = room;
    const before = await room.audit();
    for (const change of [
      () => addIncidentUpdate(status, systemActor, 'inc_1', { status: 'resolved', body: 'Over.' }),
      () => correctIncident(status, systemActor, 'inc_1', { name: 'Another' }),
      () => correctIncidentUpdate(status, systemActor, 'inc_1', 'upd_0', { body: 'Other words.' }),
      () => updateMaintenance(status, systemActor, 'mnt_1', { cancelled: true }),
      () => addMaintenanceNews(status, systemActor, 'mnt_1', { body: 'Half done.' }),
    ]) {
      await expect(change()).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('the feed vendor'),
      });
    }
    expect(await room.audit()).toEqual(before);
  });
});
