import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { putComponent } from './components.ts';
import { createIncident } from './create-incident.ts';
import { createMaintenance, updateMaintenance } from './maintenances.ts';
import { noon, openRoom } from './status-room.fixture.ts';
import { getSystemStatus } from './system-status.ts';

const incident = { name: 'Scans fail', impact: 'major', body: 'We are looking into it.' } as const;
const window = { name: 'New servers', body: 'We change the servers.' };

describe('the status of an organization', () => {
  it('is that of its region, with everything known of it', async () => {
    await using room = await openRoom();
    const opened = await createIncident(room.status, systemActor, {
      ...incident,
      regions: ['eu'],
      component_ids: ['scan'],
      started_at: '2026-11-23T11:30:00Z',
    });
    expect(await getSystemStatus(room.status, 'eu')).toEqual({
      validUntil: null,
      body: {
        region: 'eu',
        service_status: 'Partial Outage',
        service_status_code: 'partial_outage',
        summary: 'Scans fail',
        since: '2026-11-23T11:30:00Z',
        observed_at: noon,
        stale: false,
        components: [
          {
            id: 'print',
            name: 'Cloud print',
            status: 'Operational',
            status_code: 'operational',
            reason: null,
            job_types: ['print'],
          },
          {
            id: 'scan',
            name: 'Scan to cloud',
            status: 'Partial Outage',
            status_code: 'partial_outage',
            reason: null,
            job_types: ['scan'],
          },
        ],
        active_incidents: [opened],
        maintenance: [],
      },
    });
  });

  it('does not know of an outage in another region', async () => {
    await using room = await openRoom();
    const before = await getSystemStatus(room.status, 'us');
    await createIncident(room.status, systemActor, { ...incident, regions: ['eu'] });
    await putComponent(
      room.status,
      systemActor,
      { region: 'eu', id: 'print' },
      { name: 'P', status_code: 'major_outage' },
    );
    await createMaintenance(room.status, systemActor, {
      ...window,
      regions: ['eu'],
      starts_at: noon,
      ends_at: '2026-11-23T13:00:00Z',
    });
    expect(await getSystemStatus(room.status, 'us')).toEqual(before);
    expect(before.body.service_status).toBe('Operational');
  });

  it('names of an incident in several regions only its own', async () => {
    await using room = await openRoom();
    const both = { ...incident, regions: ['eu', 'us'], component_ids: ['scan', 'fax'] };
    await createIncident(room.status, systemActor, both);
    const { body } = await getSystemStatus(room.status, 'us');
    expect(body.active_incidents[0]).toMatchObject({ regions: ['us'], component_ids: ['fax'] });
    expect(body.components.map(({ id, status }) => [id, status])).toEqual([
      ['fax', 'Partial Outage'],
      ['print', 'Operational'],
    ]);
  });

  it('is unknown in a region of which nobody spoke', async () => {
    await using room = await openRoom();
    const { body } = await getSystemStatus(room.status, 'mars');
    expect(body).toMatchObject({ service_status: 'Unknown', since: null, observed_at: null, components: [] });
  });

  it('lists incidents while they are active, the newest first', async () => {
    await using room = await openRoom();
    const open = async (name: string, started_at: string) =>
      (await createIncident(room.status, systemActor, { ...incident, name, regions: ['eu'], started_at })).id;
    await open('Newer', '2026-11-23T11:00:00Z');
    await open('Older', '2026-11-23T10:00:00Z');
    const over = await open('Over', '2026-11-23T11:30:00Z');
    await addIncidentUpdate(room.status, systemActor, over, { status: 'resolved', body: 'Over.' });
    const { body } = await getSystemStatus(room.status, 'eu');
    expect(body.active_incidents.map(({ name }) => name)).toEqual(['Newer', 'Older']);
  });

  it.each(['2026-11-04', '2026-11-29', '2027-11-23'])(
    'remembers on %s since when it is well, however long ago that was',
    async (day) => {
      await using room = await openRoom();
      room.clock.set(`${day}T12:00:00Z`);
      const { body } = await getSystemStatus(room.status, 'eu');
      expect(body).toMatchObject({ service_status: 'Operational', since: '2026-11-01T08:00:00Z' });
    },
  );
});

describe('maintenance in the status', () => {
  const schedule = {
    ...window,
    regions: ['eu'],
    starts_at: '2026-11-23T13:00:00Z',
    ends_at: '2026-11-23T14:00:00Z',
  };

  it('is told beforehand, begins and ends by the clock, and each time the snapshot says until when it holds', async () => {
    await using room = await openRoom();
    await createMaintenance(room.status, systemActor, schedule);
    const seenAt = async (at: string) => {
      room.clock.set(at);
      const { body, validUntil } = await getSystemStatus(room.status, 'eu');
      return [body.service_status, body.maintenance.map(({ status }) => status), validUntil];
    };
    const [start, end] = [Date.parse(schedule.starts_at), Date.parse(schedule.ends_at)];
    expect(await seenAt('2026-11-23T12:59:59Z')).toEqual(['Operational', ['scheduled'], start]);
    expect(await seenAt('2026-11-23T13:00:00Z')).toEqual(['Under Maintenance', ['in_progress'], end]);
    expect(await seenAt('2026-11-23T14:00:00Z')).toEqual(['Operational', [], null]);
  });

  it('is told the soonest first', async () => {
    await using room = await openRoom();
    await createMaintenance(room.status, systemActor, {
      ...schedule,
      name: 'Later',
      starts_at: '2026-11-23T13:30:00Z',
    });
    await createMaintenance(room.status, systemActor, { ...schedule, name: 'Sooner' });
    const { body, validUntil } = await getSystemStatus(room.status, 'eu');
    expect(body.maintenance.map(({ name }) => name)).toEqual(['Sooner', 'Later']);
    expect(validUntil).toBe(Date.parse('2026-11-23T13:00:00Z'));
  });

  it('is gone when it is called off', async () => {
    await using room = await openRoom();
    const { id } = await createMaintenance(room.status, systemActor, schedule);
    await updateMaintenance(room.status, systemActor, id, { cancelled: true });
    const { body, validUntil } = await getSystemStatus(room.status, 'eu');
    expect(body.maintenance).toEqual([]);
    expect(validUntil).toBeNull();
  });
});
