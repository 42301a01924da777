import type { AlertRulePut, JobEvent } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { ingestJobs } from '../jobs/index.ts';
import { dayMs, formatInstant, hourMs, minuteMs } from '../kit/instant.ts';
import { openRoom } from './alerts-room.fixture.ts';
import { tryRule } from './try-rule.ts';

type Room = Awaited<ReturnType<typeof openRoom>>;

const anyPage = { limit: 100 };
const tryOn = ({ alerts, orgId }: Room, rule: Partial<AlertRulePut>, days?: number) =>
  tryRule(alerts, orgId, {
    name: 'Tried',
    condition: { type: 'service_status' },
    ...rule,
    ...(days && { days }),
  });

describe('a rule that is tried', () => {
  it('says what it would have fired, and is neither kept nor told', async () => {
    await using room = await openRoom();
    const { id } = await room.incident();
    room.clock.advance(600);
    await room.resolve(id);
    room.clock.advance(3_600);
    const audited = await room.alerts.access.store.listAudit(room.orgId, anyPage);
    const tried = await tryOn(room, { enabled: false, severity: 'critical', keep_firing_seconds: 120 });
    expect(tried).toEqual({
      from: '2026-08-26T10:40:00Z',
      to: '2026-11-24T10:40:00Z',
      fired: 1,
      episodes: [
        {
          subject: 'region',
          title: 'Partial Outage in eu: Printing is down',
          sentence: 'The status of the region eu is Partial Outage: Printing is down',
          severity: 'critical',
          since: '2026-11-24T09:30:00Z',
          fired_at: '2026-11-24T09:30:00Z',
          told_at: '2026-11-24T09:30:00Z',
          resolved_at: '2026-11-24T09:42:00Z',
          facts: [
            { name: 'Region', value: 'eu' },
            { name: 'Status', value: 'Partial Outage' },
            { name: 'Since', value: '2026-11-24T09:30:00Z' },
            { name: 'print', value: 'Partial Outage' },
          ],
        },
      ],
      untried: null,
    });
    expect(await tryOn(room, { for_seconds: 601 })).toMatchObject({ fired: 0, episodes: [] });
    expect(await room.alerts.store.listAlerts(room.orgId, anyPage)).toEqual([]);
    expect(await room.alerts.store.rules.list(room.orgId, anyPage)).toEqual([]);
    expect(await room.alerts.access.store.listAudit(room.orgId, anyPage)).toEqual(audited);
    expect(room.receiver.received).toEqual([]);
  });

  it('holds on to what flaps, as it would have', async () => {
    await using room = await openRoom();
    for (let times = 0; times < 3; times++) {
      const { id } = await room.incident();
      room.clock.advance(60);
      await room.resolve(id);
      room.clock.advance(60);
    }
    room.clock.advance(3_600);
    expect((await tryOn(room, {})).episodes.map(({ resolved_at }) => resolved_at)).toEqual([
      '2026-11-24T09:50:00Z',
      '2026-11-24T09:33:00Z',
      '2026-11-24T09:31:00Z',
    ]);
  });

  it('knows of what was so before since when it was', async () => {
    await using room = await openRoom();
    await room.incident();
    room.clock.advance((3 * dayMs) / 1000);
    expect((await tryOn(room, {}, 1)).episodes).toMatchObject([
      {
        since: '2026-11-26T09:30:00Z',
        facts: expect.arrayContaining([{ name: 'Since', value: '2026-11-24T09:30:00Z' }]),
      },
    ]);
  });

  it('is refused as it would be refused if it were made', async () => {
    await using room = await openRoom();
    await expect(tryOn(room, { condition: { type: 'jobs', metric: 'failed' } })).rejects.toMatchObject({
      errors: [{ location: 'body.condition' }],
    });
  });

  it('tells of a mute window that it fired, and from when on it would have been told', async () => {
    await using room = await openRoom();
    await room.incident();
    room.clock.advance(7_200);
    const mute = (to: string): NonNullable<AlertRulePut['mute']> => [{ days: ['tue'], from: '09:00', to }];
    expect((await tryOn(room, { mute: mute('10:15') })).episodes).toMatchObject([
      { fired_at: '2026-11-24T09:30:00Z', told_at: '2026-11-24T10:15:00Z' },
    ]);
    expect((await tryOn(room, { mute: mute('18:00') })).episodes).toMatchObject([{ told_at: null }]);
  });

  it.each(['source_quiet', 'key_expiring', 'channel_lost'] as const)(
    'on what is not kept of the past says so, and not that it would never have fired: %s',
    async (type) => {
      await using room = await openRoom();
      expect(await tryOn(room, { condition: { type } })).toMatchObject({
        fired: null,
        episodes: [],
        untried: expect.stringMatching(/^Of each .*, and not when it was .*before\.$/),
      });
    },
  );
});

describe('the subscription that is tried', () => {
  const condition = { type: 'subscription' } as const;

  it('goes down its ladder once for its end, and says where it had to be taken for what it is', async () => {
    await using room = await openRoom();
    await room.subscribe('2026-12-23');
    expect(await tryOn(room, { condition })).toMatchObject({
      fired: 1,
      episodes: [
        {
          title: 'The subscription ends in 29 days',
          fired_at: '2026-11-24T00:00:00Z',
          resolved_at: null,
        },
      ],
      untried:
        'The subscription was changed at 2026-11-24T09:30:00Z; it was tried as if it had been so before.',
    });
    room.clock.advance((40 * dayMs) / 1000);
    expect(await tryOn(room, { condition }, 40)).toMatchObject({
      from: '2026-11-24T09:30:00Z',
      episodes: [
        {
          title: 'The subscription has ended; its days of grace are running',
          fired_at: '2026-11-24T09:30:00Z',
        },
      ],
      untried: null,
    });
  });

  it('without one fires never', async () => {
    await using room = await openRoom();
    expect(await tryOn(room, { condition })).toMatchObject({ fired: 0, untried: null });
  });
});

describe('jobs that are tried', () => {
  it('are known from the first of them on, so that nothing is too few before', async () => {
    await using room = await openRoom();
    const condition = { type: 'jobs', metric: 'submitted', below: 1 } as const;
    expect(await tryOn(room, { condition }, 10)).toMatchObject({ fired: 0 });
    await send(room, [-3 * dayMs, -3 * dayMs + hourMs, -minuteMs]);
    expect(await tryOn(room, { condition }, 10)).toMatchObject({
      fired: 1,
      episodes: [{ fired_at: '2026-11-21T11:45:00Z', resolved_at: '2026-11-24T09:30:00Z' }],
    });
  });

  it('are too few only where all have been told of', async () => {
    await using room = await openRoom();
    await send(room, [-dayMs, -2 * hourMs]);
    const condition = { type: 'jobs', metric: 'submitted', below: 1 } as const;
    expect((await tryOn(room, { condition, no_data: 'resolve' }, 2)).episodes).toMatchObject([
      // The source told last of 07:30.
      { fired_at: '2026-11-23T10:45:00Z', resolved_at: '2026-11-24T07:45:00Z' },
    ]);
  });

  it('that came just before what is tried were there', async () => {
    await using room = await openRoom();
    await send(room, [-6 * dayMs, -minuteMs]);
    const condition = { type: 'jobs', metric: 'submitted', below: 1 } as const;
    expect(await tryOn(room, { condition }, 1)).toMatchObject({
      fired: 1,
      episodes: [{ fired_at: '2026-11-23T09:30:00Z' }],
    });
  });

  it('of the running quarter of an hour count up to now', async () => {
    await using room = await openRoom();
    room.clock.advance(120);
    await send(room, [-minuteMs]);
    const condition = { type: 'jobs', metric: 'submitted', above: 0 } as const;
    expect(await tryOn(room, { condition }, 1)).toMatchObject({
      episodes: [{ fired_at: '2026-11-24T09:32:00Z', resolved_at: null }],
    });
  });

  it('fire as often as is said, of which the newest two hundred are shown', async () => {
    await using room = await openRoom();
    await send(
      room,
      Array.from({ length: 203 }, (_, index) => -(index + 1) * hourMs),
    );
    const condition = { type: 'jobs', metric: 'submitted', above: 0, window_seconds: 900 } as const;
    const { fired, episodes } = await tryOn(room, { condition });
    expect([fired, episodes.length]).toEqual([203, 200]);
    // Known at the end of its quarter of an hour, and over with it.
    expect(episodes[0]).toMatchObject({
      fired_at: '2026-11-24T08:44:59Z',
      resolved_at: '2026-11-24T08:45:00Z',
    });
    expect(episodes[0]?.fired_at).toBe('2026-11-24T08:44:59Z');
    expect(episodes[199]?.fired_at).toBe(formatInstant(Date.parse('2026-11-24T08:44:59Z') - 199 * hourMs));
  });

  it('are tried from when on their counts are kept', async () => {
    await using room = await openRoom();
    await send(room, [-dayMs, -minuteMs]);
    const floor = Date.parse('2026-11-23T00:00:00Z');
    await room.alerts.jobs.store.raiseFloors({ jobs: floor, counts: floor }, room.clock.now());
    const condition = { type: 'jobs', metric: 'submitted', above: 0, window_seconds: 7_200 } as const;
    expect(await tryOn(room, { condition })).toMatchObject({
      from: '2026-11-23T02:00:00Z',
      fired: 2,
      untried: 'Counts are kept from 2026-11-23T00:00:00Z on.',
    });
  });
});

/** A print job at each of these times from now. */
async function send({ alerts, orgId, clock }: Room, times: readonly number[]): Promise<void> {
  const events = times.map((ms, index): { index: number; value: JobEvent } => {
    const at = formatInstant(clock.now() + ms);
    const value = {
      job_id: `job-${index}`,
      type: 'print',
      state: 'completed',
      submitted_at: at,
      updated_at: at,
    } as const;
    return { index, value };
  });
  await ingestJobs(alerts.jobs, { orgId, patienceSeconds: 60 }, { events, rejected: [] }, 'cups-01');
}
