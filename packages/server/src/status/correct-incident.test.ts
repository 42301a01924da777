import type { IncidentCorrect, IncidentCreate, IncidentUpdateCorrect } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { addIncidentUpdate } from './add-incident-update.ts';
import { correctIncident, correctIncidentUpdate, listCorrections } from './correct-incident.ts';
import { createIncident } from './create-incident.ts';
import { getIncident } from './incidents.ts';
import { rollUp } from './roll-up.ts';
import { noon, openRoom } from './status-room.fixture.ts';

const failing: IncidentCreate = {
  name: 'Scans fial',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['scan'],
  component_impacts: { print: 'minor' },
  body: 'We are looking into it.',
  started_at: '2026-11-23T11:00:00Z',
};
/** When the updates of the incident tell of, the first first, and when it is corrected. */
const [at0, at1, at2] = ['2026-11-23T11:00:00Z', '2026-11-23T11:20:00Z', '2026-11-23T11:40:00Z'];
const later = '2026-11-23T13:00:00Z';

/** An incident of an hour ago, identified and resolved since, in a room whose clock stands at 13:00. */
async function openWithIncident(fields: Partial<IncidentCreate> = {}) {
  const room = await openRoom();
  const { status } = room;
  const { id } = await createIncident(status, systemActor, { ...failing, ...fields });
  await addIncidentUpdate(status, systemActor, id, { status: 'identified', body: 'Found.', at: at1 });
  const told = await addIncidentUpdate(status, systemActor, id, {
    status: 'resolved',
    body: 'Over.',
    at: at2,
  });
  const [third = '', second = '', first = ''] = told.updates.map((update) => update.id);
  room.clock.set(later);
  return {
    ...room,
    told,
    updates: { first, second, third },
    correct: (input: IncidentCorrect) => correctIncident(status, systemActor, id, input),
    correctUpdate: (updateId: string, input: IncidentUpdateCorrect) =>
      correctIncidentUpdate(status, systemActor, id, updateId, input),
    read: () => getIncident(status, systemActor, id),
    corrections: async () => (await listCorrections(status, id, { limit: 25 })).data,
    statusAt: async (time: string) => rollUp(await status.store.loadRegion('eu', 0), Date.parse(time)),
    [Symbol.asyncDispose]: () => room[Symbol.asyncDispose](),
  };
}

describe('the correction of an incident', () => {
  it('changes what is told, and keeps what was told before, the newest first', async () => {
    await using room = await openWithIncident();
    const renamed = await room.correct({ name: 'Scans fail', url: 'https://status.example/1' });
    expect(renamed).toEqual({
      ...room.told,
      name: 'Scans fail',
      url: 'https://status.example/1',
      updated_at: later,
    });
    expect(await room.read()).toEqual(renamed);
    room.clock.advance(60);
    const back = await room.correct({ url: null, job_types: ['scan', 'copy'] });
    expect(back).toMatchObject({ url: room.told.url, job_types: ['scan', 'copy'] });
    const correction = { id: expect.stringMatching(/^cor_/), actor: 'system', update_id: null };
    expect(await room.corrections()).toEqual([
      {
        ...correction,
        at: '2026-11-23T13:01:00Z',
        changes: [
          { field: 'job_types', before: ['print', 'scan'], after: ['scan', 'copy'] },
          { field: 'url', before: 'https://status.example/1', after: room.told.url },
        ],
      },
      {
        ...correction,
        at: later,
        changes: [
          { field: 'name', before: 'Scans fial', after: 'Scans fail' },
          { field: 'url', before: room.told.url, after: 'https://status.example/1' },
        ],
      },
    ]);
    expect((await room.audit())[0]).toMatchObject({
      action: 'incident.corrected',
      target: room.told.id,
      detail: { incident_id: room.told.id, changes: [{ field: 'job_types' }, { field: 'url' }] },
    });
  });

  it('of its start changes how the past is judged, and its first update moves along', async () => {
    await using room = await openWithIncident();
    const earlier = await room.correct({ started_at: '2026-11-23T10:30:00Z' });
    expect(earlier.started_at).toBe('2026-11-23T10:30:00Z');
    expect(earlier.updates.map(({ at }) => at)).toEqual([at2, at1, '2026-11-23T10:30:00Z']);
    expect((await room.statusAt('2026-11-23T10:29:59Z')).status).toBe('operational');
    expect((await room.statusAt('2026-11-23T10:30:00Z')).status).toBe('partial_outage');
    await room.correct({ started_at: at1 });
    expect((await room.statusAt('2026-11-23T11:19:59Z')).status).toBe('operational');
    expect((await room.statusAt(at1)).status).toBe('partial_outage');
  });

  it.each([
    [{ started_at: '2026-11-23T11:20:01Z' }, 'body.started_at', 'after its second update'],
    [{ started_at: '2026-11-23T13:00:01Z' }, 'body.started_at', 'in the future'],
    [{ started_at: '1999-11-23T11:00:00Z' }, 'body.started_at', 'before there was anything'],
    [{ url: 'javascript:alert(1)' }, 'body.url', 'no page of the web'],
  ])('is refused for %j at %s: %s', async (input, location, _) => {
    await using room = await openWithIncident();
    await expect(room.correct(input)).rejects.toMatchObject({ errors: [{ location }] });
    expect(await room.read()).toEqual(room.told);
    expect(await room.corrections()).toEqual([]);
  });

  it('of the start of one that came resolved does not move its end', async () => {
    await using room = await openRoom();
    const { started_at: _, ...fields } = failing;
    const over = await createIncident(room.status, systemActor, { ...fields, status: 'resolved' });
    expect(over).toMatchObject({ started_at: noon, resolved_at: noon });
    const moved = await correctIncident(room.status, systemActor, over.id, { started_at: at0 });
    expect(moved).toMatchObject({ started_at: at0, resolved_at: noon, updates: [{ at: noon }] });
    await expect(
      correctIncident(room.status, systemActor, over.id, { started_at: '2026-11-23T12:00:01Z' }),
    ).rejects.toMatchObject({ errors: [{ location: 'body.started_at' }] });
  });

  it('of what is so already writes nothing', async () => {
    await using room = await openWithIncident();
    const { name, started_at, url, job_types } = room.told;
    const before = [await room.audit(), room.status.store.revision('eu')];
    expect(await room.correct({ name, started_at, job_types })).toEqual(room.told);
    expect(await room.correct({ url: null })).toMatchObject({ url });
    expect(await room.corrections()).toEqual([]);
    expect([await room.audit(), room.status.store.revision('eu')]).toEqual(before);
  });
});

describe('the correction of an update', () => {
  it('changes its words and says when, and keeps the words of before', async () => {
    await using room = await openWithIncident();
    const corrected = await room.correctUpdate(room.updates.second, { body: 'It is the storage.' });
    expect(corrected.updates).toMatchObject([
      { body: 'Over.', corrected_at: null },
      { body: 'It is the storage.', at: at1, corrected_at: later },
      { body: failing.body, corrected_at: null },
    ]);
    expect(corrected).toMatchObject({ status: 'resolved', resolved_at: at2, updated_at: later });
    expect(await room.read()).toEqual(corrected);
    expect(await room.corrections()).toMatchObject([
      {
        update_id: room.updates.second,
        changes: [{ field: 'body', before: 'Found.', after: 'It is the storage.' }],
      },
    ]);
    expect((await room.audit())[0]).toMatchObject({
      action: 'incident.corrected',
      target: room.updates.second,
      detail: { incident_id: room.told.id },
    });
  });

  it('moves it between its neighbours, and with the one that resolved it the end', async () => {
    await using room = await openWithIncident();
    const { updates } = room;
    await room.correctUpdate(updates.second, { at: at2 });
    await room.correctUpdate(updates.second, { at: at0 });
    const moved = await room.correctUpdate(updates.third, { at: '2026-11-23T12:30:00Z' });
    expect(moved).toMatchObject({ resolved_at: '2026-11-23T12:30:00Z' });
    expect((await room.statusAt('2026-11-23T12:29:59Z')).status).toBe('partial_outage');
    expect((await room.statusAt('2026-11-23T12:30:00Z')).status).toBe('operational');
    expect((await room.corrections()).map(({ changes }) => changes)).toEqual([
      [{ field: 'at', before: at2, after: '2026-11-23T12:30:00Z' }],
      [{ field: 'at', before: at2, after: at0 }],
      [{ field: 'at', before: at1, after: at2 }],
    ]);
  });

  it.each([
    ['first', '2026-11-23T10:59:59Z'],
    ['first', '2026-11-23T11:20:01Z'],
    ['second', '2026-11-23T10:59:59Z'],
    ['second', '2026-11-23T11:40:01Z'],
    ['third', '2026-11-23T11:19:59Z'],
    ['third', '2026-11-23T13:00:01Z'],
  ] as const)('does not move the %s one to %s, past its neighbours or now', async (which, at) => {
    await using room = await openWithIncident();
    await expect(room.correctUpdate(room.updates[which], { at })).rejects.toMatchObject({
      errors: [{ location: 'body.at' }],
    });
    expect(await room.read()).toEqual(room.told);
  });

  it('of a post-mortem leaves the end where it was', async () => {
    await using room = await openWithIncident();
    const told = await addIncidentUpdate(room.status, systemActor, room.told.id, {
      status: 'postmortem',
      body: 'It was a cable.',
    });
    const explained = told.updates[0]?.id ?? '';
    const corrected = await room.correctUpdate(explained, { at: '2026-11-23T12:00:00Z' });
    expect(corrected).toMatchObject({ status: 'postmortem', resolved_at: at2 });
  });

  it('of its impact changes how the past is judged, from it to the next update', async () => {
    await using room = await openWithIncident();
    const corrected = await room.correctUpdate(room.updates.first, { impact: 'critical' });
    expect(corrected.updates.map(({ impact }) => impact)).toEqual(['major', 'major', 'critical']);
    expect(await room.statusAt(at0)).toMatchObject({
      status: 'major_outage',
      components: [
        { id: 'print', status: 'degraded_performance' },
        { id: 'scan', status: 'major_outage' },
      ],
    });
    expect((await room.statusAt(at1)).status).toBe('partial_outage');
    expect((await room.corrections())[0]?.changes).toEqual([
      { field: 'impact', before: 'major', after: 'critical' },
      {
        field: 'component_impacts',
        before: { scan: 'major', print: 'minor' },
        after: { scan: 'critical', print: 'minor' },
      },
    ]);
  });

  it('of what it says of a component leaves the others alone', async () => {
    await using room = await openWithIncident();
    await room.correctUpdate(room.updates.second, { component_impacts: { print: 'none' } });
    expect((await room.statusAt(at1)).components).toMatchObject([
      { id: 'print', status: 'operational' },
      { id: 'scan', status: 'partial_outage' },
    ]);
    expect((await room.statusAt(at0)).components).toMatchObject([{ status: 'degraded_performance' }, {}]);
  });

  it.each(['fax', 'constructor'])('does not add a component that it did not speak of: %s', async (id) => {
    await using room = await openWithIncident();
    await expect(
      room.correctUpdate(room.updates.first, { component_impacts: { [id]: 'minor' } }),
    ).rejects.toMatchObject({ errors: [{ location: `body.component_impacts.${id}` }] });
  });

  it('of what is so already writes nothing, and does not call it corrected', async () => {
    await using room = await openWithIncident();
    const before = [await room.audit(), room.status.store.revision('eu')];
    const same = { body: 'Found.', at: at1, impact: 'major', component_impacts: { print: 'minor' } } as const;
    expect(await room.correctUpdate(room.updates.second, same)).toEqual(room.told);
    expect(await room.read()).toEqual(room.told);
    expect([await room.audit(), room.status.store.revision('eu')]).toEqual(before);
  });

  it('is not found where there is no such update, or no such incident', async () => {
    await using room = await openWithIncident();
    const { id } = await createIncident(room.status, systemActor, failing);
    for (const [incident, update] of [
      [room.told.id, 'upd_0'],
      [id, room.updates.first],
      ['inc_0', room.updates.first],
    ] as const) {
      await expect(
        correctIncidentUpdate(room.status, systemActor, incident, update, { body: 'A.' }),
      ).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(correctIncident(room.status, systemActor, 'inc_0', { name: 'A' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(listCorrections(room.status, 'inc_0', { limit: 25 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('corrections', () => {
  it('by two at once are kept of one, and the other is told so', async () => {
    await using room = await openWithIncident();
    const told = await Promise.allSettled([
      room.correct({ name: 'Scans fail' }),
      room.correctUpdate(room.updates.first, { body: 'We look.' }),
    ]);
    expect(told.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(told.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect(await room.corrections()).toHaveLength(1);
  });

  it('come page after page', async () => {
    await using room = await openWithIncident();
    for (const name of ['A', 'B', 'C']) await room.correct({ name });
    const page = await listCorrections(room.status, room.told.id, { limit: 2 });
    const rest = await listCorrections(room.status, room.told.id, {
      limit: 2,
      after: page.data[1]?.id ?? '',
    });
    const names = [...page.data, ...rest.data].map(({ changes }) => changes[0]?.after);
    expect(names).toEqual(['C', 'B', 'A']);
    expect(rest.nextCursor).toBeNull();
  });
});
