import type { IncidentCreate } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { putComponent } from './components.ts';
import { createIncident } from './create-incident.ts';
import { getIncident, listIncidents } from './incidents.ts';
import { rollUp } from './roll-up.ts';
import { noon, openRoom } from './status-room.fixture.ts';
import { getSystemStatus } from './system-status.ts';

const failing: IncidentCreate = {
  name: 'Scans fail',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'We are looking into it.',
};

describe('a new incident', () => {
  it('is investigated from now on, and its body is its first update', async () => {
    await using room = await openRoom();
    const incident = await createIncident(room.status, systemActor, failing);
    expect(incident).toEqual({
      id: expect.stringMatching(/^inc_[0-9a-z]{26}$/),
      kind: 'incident',
      name: 'Scans fail',
      status: 'investigating',
      impact: 'major',
      regions: ['eu'],
      component_ids: ['scan'],
      component_impacts: { scan: 'major' },
      job_types: ['scan'],
      started_at: noon,
      created_at: noon,
      updated_at: noon,
      resolved_at: null,
      feed_id: null,
      url: `/v1/incidents/${incident.id}`,
      updates: [
        {
          id: expect.stringMatching(/^upd_[0-9a-z]{26}$/),
          at: noon,
          status: 'investigating',
          impact: 'major',
          body: 'We are looking into it.',
          corrected_at: null,
        },
      ],
    });
    expect(await getIncident(room.status, systemActor, incident.id)).toEqual(incident);
    expect((await room.audit())[0]).toMatchObject({ action: 'incident.created', target: incident.id });
  });

  it('concerns the jobs of its components in all of its regions', async () => {
    await using room = await openRoom();
    const input = { ...failing, regions: ['eu', 'us'], component_ids: ['fax', 'scan'] };
    const { job_types } = await createIncident(room.status, systemActor, input);
    expect(job_types).toEqual(['scan', 'fax']);
  });

  it('concerns the jobs that the operator names, if any are named', async () => {
    await using room = await openRoom();
    const { job_types } = await createIncident(room.status, systemActor, { ...failing, job_types: ['copy'] });
    expect(job_types).toEqual(['copy']);
  });

  it('may be over already: it lasted until now', async () => {
    await using room = await openRoom();
    const input = { ...failing, status: 'resolved', started_at: '2026-11-23T10:00:00+01:00' } as const;
    const incident = await createIncident(room.status, systemActor, input);
    expect(incident).toMatchObject({
      started_at: '2026-11-23T09:00:00Z',
      resolved_at: noon,
      updates: [{ at: noon, status: 'resolved' }],
    });
    const { body } = await getSystemStatus(room.status, 'eu');
    expect(body).toMatchObject({ service_status: 'Operational', since: noon });
    const facts = await room.status.store.loadRegion('eu', 0);
    const statusAt = (time: string) => rollUp(facts, Date.parse(time)).status;
    expect(statusAt('2026-11-23T08:59:59Z')).toBe('operational');
    expect(statusAt('2026-11-23T11:59:59Z')).toBe('partial_outage');
  });

  it('needs a name, an impact and a body', async () => {
    await using room = await openRoom();
    for (const field of ['name', 'impact', 'body'] as const) {
      const { [field]: _, ...rest } = failing;
      await expect(createIncident(room.status, systemActor, rest)).rejects.toMatchObject({
        errors: [{ location: `body.${field}`, message: 'is missing' }],
      });
    }
    expect((await listIncidents(room.status, { limit: 25 })).data).toEqual([]);
  });

  it.each([
    [{ regions: ['eu', 'mars'] }, 'body.regions[1]'],
    [{ component_ids: ['scan', 'fax'] }, 'body.component_ids[1]'],
    [{ component_ids: ['constructor'] }, 'body.component_ids[0]'],
    [{ component_impacts: { print: 'minor' as const, fax: 'minor' as const } }, 'body.component_impacts.fax'],
    [{ started_at: '2026-11-23T12:00:01Z' }, 'body.started_at'],
    [{ started_at: '1999-12-31T23:59:59Z' }, 'body.started_at'],
    [{ started_at: '2026-02-30T12:00:00Z' }, 'body.started_at'],
    [{ url: 'javascript:alert(1)' }, 'body.url'],
  ])('is refused for %j, and nothing is written', async (wrong, location) => {
    await using room = await openRoom();
    await expect(createIncident(room.status, systemActor, { ...failing, ...wrong })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ location }],
    });
    expect((await listIncidents(room.status, { limit: 25 })).data).toEqual([]);
  });
});

describe('news of an incident', () => {
  it('stands first, and changes status and impact', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, failing);
    room.clock.advance(60);
    const news = { status: 'identified', impact: 'minor', body: 'Found.' } as const;
    const incident = await addIncidentUpdate(room.status, systemActor, id, news);
    expect(incident).toMatchObject({
      status: 'identified',
      impact: 'minor',
      updated_at: '2026-11-23T12:01:00Z',
    });
    expect(incident.updates.map(({ body }) => body)).toEqual(['Found.', 'We are looking into it.']);
    expect(await getIncident(room.status, systemActor, id)).toEqual(incident);
  });

  it('resolves it as of the moment it tells of, and later news does not move that', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, {
      ...failing,
      started_at: '2026-11-23T11:00:00Z',
    });
    const over = { status: 'resolved', body: 'Over.', at: '2026-11-23T11:30:00Z' } as const;
    const resolved = await addIncidentUpdate(room.status, systemActor, id, over);
    expect(resolved.resolved_at).toBe('2026-11-23T11:30:00Z');
    const after = { status: 'resolved', body: 'It was a cable.' } as const;
    expect((await addIncidentUpdate(room.status, systemActor, id, after)).resolved_at).toBe(
      '2026-11-23T11:30:00Z',
    );
  });

  it('of any other status opens it again', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, { ...failing, status: 'resolved' });
    const again = await addIncidentUpdate(room.status, systemActor, id, {
      status: 'monitoring',
      body: 'Again.',
    });
    expect(again).toMatchObject({ status: 'monitoring', impact: 'major', resolved_at: null });
  });

  it.each(['2026-11-23T11:59:59Z', '2026-11-23T12:00:01Z'])(
    'is refused for %s, before the newest or after now',
    async (at) => {
      await using room = await openRoom();
      const { id } = await createIncident(room.status, systemActor, failing);
      const news = { status: 'identified', body: 'Found.', at } as const;
      await expect(addIncidentUpdate(room.status, systemActor, id, news)).rejects.toMatchObject({
        errors: [{ location: 'body.at' }],
      });
    },
  );

  it('says how it stands, and what happened', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, failing);
    for (const field of ['status', 'body'] as const) {
      const { [field]: _, ...rest } = { status: 'identified', body: 'Found.' } as const;
      await expect(addIncidentUpdate(room.status, systemActor, id, rest)).rejects.toMatchObject({
        errors: [{ location: `body.${field}`, message: 'is missing' }],
      });
    }
  });

  it('of no incident is refused', async () => {
    await using room = await openRoom();
    const news = { status: 'resolved', body: 'Over.' } as const;
    await expect(addIncidentUpdate(room.status, systemActor, 'inc_0', news)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('told by two at once is kept of one, and the other is told so', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, failing);
    const tell = (body: string) =>
      addIncidentUpdate(room.status, systemActor, id, { status: 'identified', body });
    const told = await Promise.allSettled([tell('One.'), tell('Two.')]);
    expect(told.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(told.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect((await getIncident(room.status, systemActor, id)).updates).toHaveLength(2);
  });
});

describe('an organization', () => {
  it('sees of an incident what is in its region', async () => {
    await using room = await openRoom();
    const input = { ...failing, regions: ['eu', 'us'], component_ids: ['scan', 'fax'] };
    const { id } = await createIncident(room.status, systemActor, input);
    const seen = await getIncident(room.status, await room.keyOfOrganizationIn('us'), id);
    expect(seen).toMatchObject({ regions: ['us'], component_ids: ['fax'] });
  });

  it('cannot tell the incident of another region from one that does not exist', async () => {
    await using room = await openRoom();
    const { id } = await createIncident(room.status, systemActor, failing);
    const actor = await room.keyOfOrganizationIn('us');
    const answer = (incident: string) =>
      getIncident(room.status, actor, incident).catch((e: Error) => e.message);
    expect(await answer(id)).toBe((await answer('inc_0')).toString().replace('inc_0', id));
  });
});

describe('the list of incidents', () => {
  it('tells of each the jobs that its components carry in its own regions', async () => {
    await using room = await openRoom();
    const place = { region: 'us', id: 'print' };
    await putComponent(room.status, systemActor, place, { name: 'Print', job_types: ['print', 'copy'] });
    for (const region of ['eu', 'us']) {
      const input = { ...failing, regions: [region], component_ids: ['print'] };
      await createIncident(room.status, systemActor, input);
    }
    const { data } = await listIncidents(room.status, { limit: 25 });
    expect(data.map(({ job_types }) => job_types)).toEqual([['print', 'copy'], ['print']]);
  });

  it('begins with the newest, page after page', async () => {
    await using room = await openRoom();
    for (const name of ['First', 'Second', 'Third']) {
      await createIncident(room.status, systemActor, { ...failing, name });
    }
    const page = await listIncidents(room.status, { limit: 2 });
    expect(page.data.map(({ name }) => name)).toEqual(['Third', 'Second']);
    const last = await listIncidents(room.status, { limit: 2, after: page.data[1]?.id ?? '' });
    expect(last.data.map(({ name }) => name)).toEqual(['First']);
    expect(last.nextCursor).toBeNull();
  });
});
