import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { listComponents, putComponent } from './components.ts';
import { listRegions, putRegion } from './regions.ts';
import { noon, openRoom } from './status-room.fixture.ts';

const scan = { region: 'eu', id: 'scan' };

describe('a region', () => {
  it('keeps its creation when it is renamed', async () => {
    await using room = await openRoom();
    const renamed = await putRegion(room.status, systemActor, 'eu', { name: 'European Union' });
    expect(renamed).toEqual({
      id: 'eu',
      name: 'European Union',
      created_at: '2026-11-01T08:00:00Z',
      updated_at: noon,
    });
    const { data } = await listRegions(room.status, { limit: 25 });
    expect(data[0]).toEqual(renamed);
  });

  it('is listed by id, page after page', async () => {
    await using room = await openRoom();
    const first = await listRegions(room.status, { limit: 1 });
    expect(first.data.map(({ id }) => id)).toEqual(['eu']);
    expect(first.nextCursor).not.toBeNull();
    const second = await listRegions(room.status, { limit: 1, after: 'eu' });
    expect(second.data.map(({ id }) => id)).toEqual(['us']);
    expect(second.nextCursor).toBeNull();
  });
});

describe('a component', () => {
  it('begins operational when nothing else is said', async () => {
    await using room = await openRoom();
    const made = await putComponent(room.status, systemActor, { region: 'eu', id: 'fax' }, { name: 'Fax' });
    expect(made).toMatchObject({ status: 'Operational', status_code: 'operational', job_types: [] });
  });

  it('keeps its status when only its name is sent', async () => {
    await using room = await openRoom();
    await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: 'major_outage' });
    const renamed = await putComponent(room.status, systemActor, scan, { name: 'Scan to mail' });
    expect(renamed).toMatchObject({ name: 'Scan to mail', status: 'Major Outage' });
    const { data } = await listComponents(room.status, 'eu', { limit: 25 });
    expect(data.find(({ id }) => id === 'scan')).toEqual(renamed);
  });

  it('remembers each status once', async () => {
    await using room = await openRoom();
    for (const status_code of ['degraded_performance', 'degraded_performance', 'operational'] as const) {
      room.clock.advance(60);
      await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code });
    }
    const { components } = await room.status.store.loadRegion('eu', 0);
    const told = components.find(({ id }) => id === 'scan')?.changes.map(({ status }) => status);
    expect(told).toEqual(['operational', 'degraded_performance', 'operational']);
  });

  it('is refused in a region that does not exist', async () => {
    await using room = await openRoom();
    const wrong = { region: 'mars', id: 'scan' };
    await expect(putComponent(room.status, systemActor, wrong, { name: 'Scan' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(listComponents(room.status, 'mars', { limit: 25 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('leaves an audit entry, and raises the revision of its region alone', async () => {
    await using room = await openRoom();
    const { store } = room.status;
    const before = { eu: store.revision('eu'), us: store.revision('us') };
    await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: 'unknown' });
    expect(store.revision('eu')).toBeGreaterThan(before.eu);
    expect(store.revision('us')).toBe(before.us);
    const [entry] = await room.audit();
    expect(entry).toMatchObject({
      action: 'component.updated',
      target: 'eu/scan',
      detail: { status_code: 'unknown' },
    });
  });
});
