import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { createIncident } from './create-incident.ts';
import { getRegionNews } from './get-region-news.ts';
import { createMaintenance, updateMaintenance } from './maintenances.ts';
import { openRoom } from './status-room.fixture.ts';

type Room = Awaited<ReturnType<typeof openRoom>>;

async function told({ status }: Room, region = 'eu') {
  const snapshot = await getRegionNews(status, region, 0);
  return snapshot?.news.map(({ status: said, components }) => [said, components.map(({ id }) => id).join()]);
}

const aMaintenance = {
  name: 'Storage',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'Scans may be late.',
  announce_at: '2026-11-23T13:00:00Z',
  starts_at: '2026-11-23T14:00:00Z',
  ends_at: '2026-11-23T15:00:00Z',
};

describe('news of a region', () => {
  it('name all that the matter was about up to then, and all of the region once it was about that', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, {
      name: 'Scans fail',
      impact: 'minor',
      regions: ['eu', 'us'],
      component_ids: ['scan', 'fax'],
      body: 'We look into it.',
    });
    const update = (fields: object) =>
      addIncidentUpdate(room.status, systemActor, id, { status: 'identified', body: 'More.', ...fields });
    await update({ component_ids: ['print'], regions: ['eu'] });
    await update({ component_ids: [] });
    await update({ status: 'resolved', component_ids: ['print'] });
    expect(await told(room)).toEqual([
      ['investigating', 'scan'],
      ['identified', 'scan,print'],
      ['identified', ''],
      ['resolved', ''],
    ]);
    // It left that region with the second update.
    expect(await told(room, 'us')).toEqual([
      ['investigating', 'fax'],
      ['resolved', 'fax'],
    ]);
  });

  it('come with the clock where maintenance does, and say when there is more', async () => {
    await using room = await openRoom();
    await createMaintenance(room.status, systemActor, aMaintenance);
    const at = async (instant: string) => {
      room.clock.set(instant);
      const snapshot = await getRegionNews(room.status, 'eu', 0);
      return [snapshot?.news.map(({ status }) => status), snapshot?.validUntil];
    };
    expect(await at('2026-11-23T12:59:59Z')).toEqual([[], Date.parse(aMaintenance.announce_at)]);
    expect(await at('2026-11-23T13:00:00Z')).toEqual([['scheduled'], Date.parse(aMaintenance.starts_at)]);
    expect(await at('2026-11-23T14:00:00Z')).toEqual([['in_progress'], Date.parse(aMaintenance.ends_at)]);
    expect(await at('2026-11-23T15:00:00Z')).toEqual([
      ['in_progress', 'completed'],
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('have the same id until what was told no longer holds', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, aMaintenance);
    room.clock.set('2026-11-23T13:10:00Z');
    const newsId = async () => (await getRegionNews(room.status, 'eu', 0))?.news[0]?.id;
    const before = await newsId();
    await updateMaintenance(room.status, systemActor, id, { body: 'Other words.' });
    expect(await newsId()).toBe(before);
    await updateMaintenance(room.status, systemActor, id, { ends_at: '2026-11-23T16:00:00Z' });
    expect(await newsId()).not.toBe(before);
  });

  it('are none of maintenance that was called off before anybody heard of it', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, aMaintenance);
    await updateMaintenance(room.status, systemActor, id, { cancelled: true });
    room.clock.set('2026-11-23T16:00:00Z');
    expect(await told(room)).toEqual([]);
  });

  it('are those since a moment only, and of no region that is not there', async () => {
    await using room = await openRoom();
    await createIncident(room.status, systemActor, {
      name: 'Scans fail',
      impact: 'minor',
      regions: ['eu'],
      body: 'We look into it.',
    });
    const now = room.clock.now();
    expect((await getRegionNews(room.status, 'eu', now))?.news).toHaveLength(1);
    expect((await getRegionNews(room.status, 'eu', now + 1))?.news).toEqual([]);
    expect(await getRegionNews(room.status, 'nowhere', 0)).toBeUndefined();
  });
});
