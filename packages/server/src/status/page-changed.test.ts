import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { pushComponentStatus, putComponent } from './components.ts';
import { createIncident } from './create-incident.ts';
import { getRegionPage } from './get-region-page.ts';
import { putRegion } from './regions.ts';
import { noon, openRoom, pageOf } from './status-room.fixture.ts';

const scan = { region: 'eu', id: 'scan' };
const incident = { name: 'Scans fail', impact: 'major', body: 'We look into it.' } as const;

describe('the time at which a page was changed last', () => {
  const well = { status_code: 'operational', interval_seconds: 60 } as const;
  const minutes = (page: { readonly updatedAt: number }) => (page.updatedAt - Date.parse(noon)) / 60_000;

  it('moves at the next moment at which the clock has something to tell', async () => {
    await using room = await openPushed();
    const validUntil = async () => (await getRegionPage(room.status, 'eu'))?.validUntil;
    expect(await validUntil()).toBe(Date.parse('2026-11-23T12:03:00Z'));
    room.clock.set('2026-11-23T12:03:00Z');
    expect(await validUntil()).toBe(Date.parse('2026-11-23T12:05:00Z'));
  });

  it('is that of a push that changes something, of the silence after it, and of the return', async () => {
    await using room = await openPushed();
    expect(minutes(await pageOf(room))).toBe(0);
    room.clock.set('2026-11-23T12:02:00Z');
    await pushComponentStatus(room.status, systemActor, scan, well);
    expect(minutes(await pageOf(room))).toBe(0);
    room.clock.set('2026-11-23T12:04:59Z');
    expect(minutes(await pageOf(room))).toBe(0);
    room.clock.set('2026-11-23T12:10:00Z');
    const silent = await pageOf(room);
    expect(minutes(silent)).toBe(5);
    expect(silent).toMatchObject({
      status: 'unknown',
      stale: true,
      since: Date.parse('2026-11-23T12:05:00Z'),
      components: [{ id: 'print' }, { id: 'scan', reason: 'Nothing heard since 2026-11-23T12:02:00Z' }],
    });
    await pushComponentStatus(room.status, systemActor, scan, well);
    expect(minutes(await pageOf(room))).toBe(10);
    room.clock.set('2026-11-23T12:11:00Z');
    await pushComponentStatus(room.status, systemActor, scan, { ...well, message: 'All trays answer' });
    expect(minutes(await pageOf(room))).toBe(11);
  });

  it('is not moved by what is pushed beneath a status set by hand', async () => {
    await using room = await openPushed();
    room.clock.set('2026-11-23T12:01:00Z');
    await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: 'degraded_performance' });
    const before = await pageOf(room);
    expect(minutes(before)).toBe(1);
    room.clock.set('2026-11-23T12:02:00Z');
    await pushComponentStatus(room.status, systemActor, scan, { ...well, status_code: 'major_outage' });
    const after = await pageOf(room);
    expect({ ...after, observedAt: before.observedAt }).toEqual(before);
    room.clock.set('2026-11-23T12:03:00Z');
    await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: null });
    expect(await pageOf(room)).toMatchObject({
      updatedAt: room.clock.now(),
      components: [{}, { status: 'major_outage' }],
    });
  });

  it('is that of the news of an incident, and of the region under a new name', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, {
      ...incident,
      regions: ['eu'],
      started_at: '2026-11-23T11:00:00Z',
    });
    expect(minutes(await pageOf(room))).toBe(0);
    room.clock.advance(60);
    await addIncidentUpdate(room.status, systemActor, id, { status: 'identified', body: 'A disk.' });
    expect(minutes(await pageOf(room))).toBe(1);
    room.clock.advance(60);
    await putRegion(room.status, systemActor, 'eu', { name: 'European Union' });
    expect(minutes(await pageOf(room))).toBe(2);
  });

  /** At noon nothing is set by hand of the one component, and a heartbeat of one a minute has begun. */
  async function openPushed() {
    const room = await openRoom();
    await pushComponentStatus(room.status, systemActor, scan, well);
    await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: null });
    return room;
  }
});
