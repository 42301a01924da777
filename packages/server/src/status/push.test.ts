import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { minuteMs } from '../kit/instant.ts';
import { listComponents, pushComponentStatus, putComponent } from './components.ts';
import { reportedAt } from './report.ts';
import { noon, openRoom } from './status-room.fixture.ts';

const scan = { region: 'eu', id: 'scan' };

describe('a push', () => {
  const fax = { region: 'us', id: 'fax' };
  const well = { status_code: 'operational', interval_seconds: 60 } as const;

  it('tells of a component that the hand leaves alone', async () => {
    await using room = await openPushed();
    room.clock.advance(60);
    const input = { ...well, status_code: 'partial_outage', message: 'No tray answers' } as const;
    const pushed = await pushComponentStatus(room.status, systemActor, scan, input);
    expect(pushed).toMatchObject({
      status: 'Partial Outage',
      reason: 'No tray answers',
      reports: [
        {
          source: 'push',
          status: 'Partial Outage',
          status_code: 'partial_outage',
          message: 'No tray answers',
          since: '2026-11-23T12:01:00Z',
          heard_at: '2026-11-23T12:01:00Z',
          interval_seconds: 60,
          stale: false,
        },
      ],
    });
    const { data } = await listComponents(room.status, 'eu', { limit: 25 });
    expect(data.find(({ id }) => id === 'scan')).toEqual(pushed);
    expect(await told(room)).toEqual(['partial_outage', 'operational']);
  });

  it('that is a change is audited and raises the revision of its region alone', async () => {
    await using room = await openPushed();
    const { store } = room.status;
    const before = { eu: store.revision('eu'), us: store.revision('us') };
    room.clock.advance(60);
    await pushComponentStatus(room.status, systemActor, scan, { ...well, status_code: 'major_outage' });
    expect(store.revision('eu')).toBeGreaterThan(before.eu);
    expect(store.revision('us')).toBe(before.us);
    const [entry] = await room.audit();
    expect(entry).toMatchObject({
      action: 'component.status_pushed',
      target: 'eu/scan',
      detail: { status_code: 'major_outage', interval_seconds: 60 },
    });
  });

  it('that says the same again is a heartbeat: heard, not audited, and no news', async () => {
    await using room = await openPushed();
    const { store } = room.status;
    const [audit, revision] = [await room.audit(), store.revision('eu')];
    room.clock.advance(179);
    const answer = await pushComponentStatus(room.status, systemActor, scan, well);
    expect(answer.reports).toMatchObject([{ since: noon, heard_at: '2026-11-23T12:02:59Z', stale: false }]);
    const { data } = await listComponents(room.status, 'eu', { limit: 25 });
    expect(data.find(({ id }) => id === 'scan')).toEqual(answer);
    expect(await room.audit()).toEqual(audit);
    expect(store.revision('eu')).toBe(revision);
    room.clock.advance(179);
    expect(await reported(room)).toMatchObject({ status: 'Operational', reason: null });
  });

  it('is news when its message or its interval is another', async () => {
    await using room = await openPushed();
    for (const input of [
      { ...well, message: 'All trays answer' },
      { ...well, interval_seconds: 600, message: 'All trays answer' },
      { status_code: 'operational', message: 'All trays answer' } as const,
    ]) {
      room.clock.advance(60);
      const revision = room.status.store.revision('eu');
      const { reports } = await pushComponentStatus(room.status, systemActor, scan, input);
      expect(room.status.store.revision('eu')).toBeGreaterThan(revision);
      expect(reports[0]?.since).toBe(reports[0]?.heard_at);
    }
    room.clock.set('2027-11-23T12:00:00Z');
    expect(await reported(room)).toMatchObject({ status: 'Operational' });
  });

  it('that stays out for three intervals makes the component unknown, and the next one brings it back', async () => {
    await using room = await openPushed();
    room.clock.set('2026-11-23T12:02:59Z');
    expect(await reported(room)).toMatchObject({ status: 'Operational' });
    room.clock.set('2026-11-23T12:03:00Z');
    expect(await reported(room)).toMatchObject({
      status: 'Unknown',
      reason: `Nothing heard since ${noon}`,
      reports: [{ status: 'Operational', stale: true }],
    });
    const revision = room.status.store.revision('eu');
    room.clock.set('2026-11-23T12:10:00Z');
    const back = await pushComponentStatus(room.status, systemActor, scan, well);
    expect(back).toMatchObject({ status: 'Operational', reports: [{ since: '2026-11-23T12:10:00Z' }] });
    expect(room.status.store.revision('eu')).toBeGreaterThan(revision);
    expect(await told(room)).toEqual(['operational', 'operational']);
  });

  it('is outranked by the hand, and counts again once that is taken back', async () => {
    await using room = await openPushed();
    const set = await putComponent(room.status, systemActor, scan, {
      name: 'Scan',
      status_code: 'under_maintenance',
    });
    expect(set).toMatchObject({ status: 'Under Maintenance' });
    room.clock.advance(60);
    const pushed = await pushComponentStatus(room.status, systemActor, scan, {
      ...well,
      status_code: 'major_outage',
    });
    expect(pushed.status).toBe('Under Maintenance');
    expect(pushed.reports.map(({ source }) => source)).toEqual(['push', 'hand']);
    const freed = await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: null });
    expect(freed).toMatchObject({ status: 'Major Outage', reports: [{ source: 'push' }] });
  });

  it('is refused for a component that does not exist', async () => {
    await using room = await openRoom();
    const refused = { code: 'not_found' };
    const nowhere = { region: 'mars', id: 'scan' };
    await expect(pushComponentStatus(room.status, systemActor, nowhere, well)).rejects.toMatchObject(refused);
    const nothing = { region: 'us', id: 'scan' };
    await expect(pushComponentStatus(room.status, systemActor, nothing, well)).rejects.toMatchObject(refused);
    expect(await pushComponentStatus(room.status, systemActor, fax, well)).toMatchObject({ id: 'fax' });
  });

  it('never changes what was judged of a moment before it', async () => {
    await using room = await openPushed();
    const anyPushes = fc.array(
      fc.record({
        minutes: fc.integer({ min: 1, max: 9 }),
        status_code: fc.constantFrom('operational' as const, 'major_outage' as const),
        interval_seconds: fc.constantFrom(60, 120, null),
      }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(anyPushes, async (pushes) => {
        const judged: [at: number, status: string][] = [];
        for (const { minutes, ...input } of pushes) {
          for (let minute = 0; minute < minutes; minute++) {
            judged.push([room.clock.now(), (await reported(room)).status_code]);
            room.clock.advance(minuteMs / 1000);
          }
          await pushComponentStatus(room.status, systemActor, scan, input);
        }
        const { components } = await room.status.store.loadRegion('eu', 0);
        const reports = components.find(({ id }) => id === 'scan')?.reports ?? [];
        for (const [at, status] of judged) expect(reportedAt(reports, at).status).toBe(status);
      }),
      { numRuns: 30 },
    );
  });

  /** At noon nothing is set by hand, and a heartbeat of one a minute has begun. */
  async function openPushed() {
    const room = await openRoom();
    await putComponent(room.status, systemActor, scan, { name: 'Scan', status_code: null });
    await pushComponentStatus(room.status, systemActor, scan, well);
    return room;
  }
});

type Room = Awaited<ReturnType<typeof openRoom>>;

async function reported({ status }: Room) {
  const { data } = await listComponents(status, 'eu', { limit: 25 });
  const component = data.find(({ id }) => id === 'scan');
  if (!component) throw new Error('The component is not listed.');
  return component;
}

/** The statuses that were pushed of the component, the newest first. */
async function told({ status }: Room) {
  const { components } = await status.store.loadRegion('eu', 0);
  const reports = components.find(({ id }) => id === 'scan')?.reports ?? [];
  return reports.filter((report) => report.source === 'push').map((report) => report.status);
}
