import type { SourceDeclare } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { event, noon, useRooms } from './jobs-room.fixture.ts';
import { declareSource, listSources, retireSource } from './sources.ts';

const newRoom = useRooms();
const declaration: SourceDeclare = {
  types: ['print'],
  outcomes: ['completed', 'open'],
  interval_seconds: 60,
  time_zone: 'Europe/Paris',
};
const firstPage = { limit: 10 };

describe('a source', () => {
  it('is known by its events alone, and sees what they show', async () => {
    const room = newRoom();
    await room.send([event(), event({ type: 'scan', state: 'held' })]);
    expect((await listSources(room.jobs, room.orgId, firstPage)).data).toEqual([
      {
        source: 'cups-01',
        declared: false,
        types: ['print', 'scan'],
        outcomes: ['open', 'completed'],
        interval_seconds: null,
        time_zone: null,
        heard_at: noon,
        newest_event_at: '2026-11-23T10:00:20Z',
        stale: null,
      },
    ]);
  });

  it('may declare itself before its first event, and see more than it declared', async () => {
    const room = newRoom();
    expect(await declareSource(room.jobs, systemActor, room.orgId, 'cups-01', declaration)).toEqual({
      source: 'cups-01',
      declared: true,
      ...declaration,
      outcomes: ['open', 'completed'],
      heard_at: null,
      newest_event_at: null,
      stale: true,
    });
    await room.send([event({ state: 'failed', type: 'fax' })]);
    expect((await listSources(room.jobs, room.orgId, firstPage)).data).toMatchObject([
      { types: ['print', 'fax'], outcomes: ['open', 'completed', 'failed'], stale: false },
    ]);
  });

  it('is stale when it was not heard for more than three of its intervals, and not by an empty batch', async () => {
    const room = newRoom();
    await declareSource(room.jobs, systemActor, room.orgId, 'cups-01', declaration);
    const stale = async () => (await listSources(room.jobs, room.orgId, firstPage)).data[0]?.stale;
    await room.send([]);
    room.clock.advance(180);
    expect(await stale()).toBe(false);
    room.clock.advance(1);
    expect(await stale()).toBe(true);
    await room.send([]);
    expect(await stale()).toBe(false);
  });

  it('leaves a trace in the audit log when what it declares changes, not when it says the same', async () => {
    const room = newRoom();
    const declare = (input: SourceDeclare) =>
      declareSource(room.jobs, systemActor, room.orgId, 'cups-01', input);
    await declare(declaration);
    await declare({ ...declaration, outcomes: ['open', 'completed'] });
    await declare({ ...declaration, interval_seconds: 300 });
    expect(
      room.audited.map(({ action, target, detail }) => [action, target, detail.interval_seconds]),
    ).toEqual([
      ['source.declared', 'cups-01', 60],
      ['source.declared', 'cups-01', 300],
    ]);
  });

  it('is refused a zone that does not exist', async () => {
    const room = newRoom();
    await expect(
      declareSource(room.jobs, systemActor, room.orgId, 'cups-01', { ...declaration, time_zone: '+01:00' }),
    ).rejects.toMatchObject({ code: 'invalid_request', errors: [{ location: 'body.time_zone' }] });
    expect(room.audited).toEqual([]);
  });

  it('is gone from the list when retired, though its jobs stay, until it sends an event or declares itself', async () => {
    const room = newRoom();
    const names = async () =>
      (await listSources(room.jobs, room.orgId, firstPage)).data.map(({ source }) => source);
    await room.send([event()]);
    await retireSource(room.jobs, systemActor, room.orgId, 'cups-01');
    await retireSource(room.jobs, systemActor, room.orgId, 'cups-01');
    await room.send([]);
    expect(await names()).toEqual([]);
    expect((await room.stats()).jobs.print).toMatchObject({ submitted: 1 });
    await room.send([event()]);
    expect(await names()).toEqual(['cups-01']);
    await retireSource(room.jobs, systemActor, room.orgId, 'cups-01');
    await declareSource(room.jobs, systemActor, room.orgId, 'cups-01', declaration);
    expect(await names()).toEqual(['cups-01']);
    expect(room.audited.map(({ action }) => action)).toEqual([
      'source.retired',
      'source.retired',
      'source.declared',
    ]);
  });

  it('that is not there cannot be retired', async () => {
    const room = newRoom();
    await expect(retireSource(room.jobs, systemActor, room.orgId, 'cups-09')).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(room.audited).toEqual([]);
  });

  it('is listed by name, page by page', async () => {
    const room = newRoom();
    for (const source of ['b', 'c', 'a']) await room.send([], source);
    const page = await listSources(room.jobs, room.orgId, { limit: 2 });
    expect([page.data.map(({ source }) => source), page.nextCursor]).toEqual([
      ['a', 'b'],
      expect.any(String),
    ]);
    const rest = await listSources(room.jobs, room.orgId, { limit: 2, after: 'b' });
    expect([rest.data.map(({ source }) => source), rest.nextCursor]).toEqual([['c'], null]);
  });
});
