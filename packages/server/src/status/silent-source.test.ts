import { describe, expect, it } from 'vitest';
import { auditEntry, systemActor } from '../access/index.ts';
import { pushComponentStatus, putComponent } from './components.ts';
import { createIncident } from './create-incident.ts';
import { aReport } from './region-facts.fixture.ts';
import { noon, openRoom } from './status-room.fixture.ts';
import { getSystemStatus } from './system-status.ts';

describe('a source that falls silent', () => {
  const scan = { region: 'eu', id: 'scan' };
  const well = { status_code: 'operational', interval_seconds: 60, message: 'Queues are empty' } as const;

  it('makes its component unknown from the moment until which the snapshot holds', async () => {
    await using room = await openPushed();
    const stale = Date.parse('2026-11-23T12:03:00Z');
    const before = await getSystemStatus(room.status, 'eu');
    expect(before).toMatchObject({
      validUntil: stale,
      body: {
        service_status: 'Operational',
        since: '2026-11-01T08:00:00Z',
        observed_at: noon,
        stale: false,
        components: [{ id: 'print' }, { id: 'scan', reason: 'Queues are empty' }],
      },
    });
    room.clock.set('2026-11-23T12:02:59.999Z');
    expect(await getSystemStatus(room.status, 'eu')).toEqual(before);
    room.clock.set('2026-11-23T12:03:00Z');
    const reason = `Nothing heard since ${noon}`;
    expect(await getSystemStatus(room.status, 'eu')).toMatchObject({
      validUntil: null,
      body: {
        service_status: 'Unknown',
        summary: `Scan to cloud: Unknown (${reason})`,
        since: '2026-11-23T12:03:00Z',
        observed_at: noon,
        stale: true,
        components: [
          { id: 'print', status: 'Operational', reason: null },
          { id: 'scan', status: 'Unknown', status_code: 'unknown', reason },
        ],
      },
    });
  });

  it('is awaited longer after each heartbeat, of which nothing else is told but that it was heard', async () => {
    await using room = await openPushed();
    const before = await getSystemStatus(room.status, 'eu');
    room.clock.set('2026-11-23T12:01:00Z');
    await pushComponentStatus(room.status, systemActor, scan, well);
    expect(await getSystemStatus(room.status, 'eu')).toEqual({
      validUntil: Date.parse('2026-11-23T12:04:00Z'),
      body: { ...before.body, observed_at: '2026-11-23T12:01:00Z' },
    });
  });

  it('in one region is no news in another', async () => {
    await using room = await openPushed();
    const before = await getSystemStatus(room.status, 'us');
    room.clock.set('2026-11-23T13:00:00Z');
    expect((await getSystemStatus(room.status, 'eu')).body.service_status).toBe('Unknown');
    expect(await getSystemStatus(room.status, 'us')).toEqual(before);
    expect(before).toMatchObject({ validUntil: null, body: { service_status: 'Operational', stale: false } });
  });

  it('is told as stale, but not as the status, while another knows of an outage', async () => {
    await using room = await openPushed();
    const from = Date.parse(noon);
    const fed = aReport({ componentId: 'scan', source: 'feed:vendor', status: 'partial_outage', from });
    const change = { orgId: null, action: 'feed.read', target: 'vendor', detail: {} };
    await room.status.store.saveReport(fed, auditEntry(systemActor, from, change));
    room.clock.set('2026-11-23T13:00:00Z');
    expect((await getSystemStatus(room.status, 'eu')).body).toMatchObject({
      service_status: 'Partial Outage',
      since: noon,
      stale: true,
    });
  });

  it('is explained by an incident, of which more is known', async () => {
    await using room = await openPushed();
    room.clock.set('2026-11-23T13:00:00Z');
    await createIncident(room.status, systemActor, {
      name: 'Scans fail',
      body: 'We are looking into it.',
      impact: 'major',
      regions: ['eu'],
      component_ids: ['scan'],
      started_at: noon,
    });
    const { body } = await getSystemStatus(room.status, 'eu');
    expect(body.components[1]).toMatchObject({ status: 'Partial Outage', reason: null });
    expect(body.stale).toBe(true);
  });

  /** At noon nothing is set by hand of the one component, and a heartbeat of one a minute has begun. */
  async function openPushed() {
    const room = await openRoom();
    await pushComponentStatus(room.status, systemActor, scan, well);
    await putComponent(room.status, systemActor, scan, { name: 'Scan to cloud', status_code: null });
    return room;
  }
});
