import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { listComponents, putComponent } from './components.ts';
import { listRegions, putRegion } from './regions.ts';
import { noon, openRoom } from './status-room.fixture.ts';

const scan = { region: 'eu', id: 'scan' };

describe('a region', () => {
  it('keeps its creation and who may read its page when it is renamed', async () => {
    await using room = await openRoom();
    await putRegion(room.status, systemActor, 'eu', { name: 'Europe', page_access: 'off' });
    const renamed = await putRegion(room.status, systemActor, 'eu', { name: 'European Union' });
    expect(renamed).toEqual({
      id: 'eu',
      name: 'European Union',
      page_access: 'off',
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
  it('begins unknown, since nobody has told of it', async () => {
    await using room = await openRoom();
    const made = await putComponent(room.status, systemActor, { region: 'eu', id: 'fax' }, { name: 'Fax' });
    expect(made).toEqual({
      id: 'fax',
      region: 'eu',
      name: 'Fax',
      description: null,
      position: 0,
      job_types: [],
      status: 'Unknown',
      status_code: 'unknown',
      reason: 'No source has told of it yet.',
      reports: [],
      created_at: noon,
      updated_at: noon,
    });
  });

  it('has nothing to take back while nothing was set by hand', async () => {
    await using room = await openRoom();
    const fax = { region: 'eu', id: 'fax' };
    await putComponent(room.status, systemActor, fax, { name: 'Fax', status_code: null });
    await putComponent(room.status, systemActor, fax, { name: 'Fax', status_code: null });
    expect(await room.status.store.findComponent('eu', 'fax')).toMatchObject({ reports: [] });
  });

  it('keeps what is left out when it is changed', async () => {
    await using room = await openRoom();
    const input = { name: 'Scan', description: 'To any folder', position: 4 };
    await putComponent(room.status, systemActor, scan, { ...input, status_code: 'major_outage' });
    const renamed = await putComponent(room.status, systemActor, scan, { name: 'Scan to mail' });
    expect(renamed).toMatchObject({
      name: 'Scan to mail',
      description: 'To any folder',
      position: 4,
      job_types: ['scan'],
      status: 'Major Outage',
      created_at: '2026-11-01T08:00:00Z',
    });
    const { data } = await listComponents(room.status, 'eu', { limit: 25 });
    expect(data.find(({ id }) => id === 'scan')).toEqual(renamed);
    const bare = await putComponent(room.status, systemActor, scan, { name: 'Scan', description: null });
    expect(bare.description).toBeNull();
  });

  it('remembers each status that was set by hand once', async () => {
    await using room = await openRoom();
    for (const status_code of ['degraded_performance', 'degraded_performance', null, null] as const) {
      room.clock.advance(60);
      await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code });
    }
    const { components } = await room.status.store.loadRegion('eu', 0);
    const told = components.find(({ id }) => id === 'scan')?.reports.map(({ status }) => status);
    expect(told).toEqual([null, 'degraded_performance', 'operational']);
  });

  it('is refused in a region that does not exist', async () => {
    await using room = await openRoom();
    const wrong = { region: 'mars', id: 'scan' };
    const refused = { code: 'not_found' };
    await expect(putComponent(room.status, systemActor, wrong, { name: 'Scan' })).rejects.toMatchObject(
      refused,
    );
    await expect(listComponents(room.status, 'mars', { limit: 25 })).rejects.toMatchObject(refused);
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
