import type { JobEvent, JobStatsQuery } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { advanceSeriesDue } from '../../packages/server/src/alerts/index.ts';
import { addChannel, openIncident, startStory } from '../support/alert-story.ts';
import { itAlone } from '../support/alone.ts';

const quarterMs = 900_000;
const source = 'cups-01';

/** A site that has been printing for three weeks, ten jobs a quarter of an hour from 8 to 18 on working days. */
async function startPrinting() {
  await using started = new AsyncDisposableStack();
  const story = started.use(await startStory());
  const { platen, tenant } = story;
  const { client, orgId } = tenant;
  const params = { org_id: orgId };
  await client.call('putSource', {
    params: { ...params, source },
    body: { types: ['print'], outcomes: ['completed', 'failed'], interval_seconds: 60 },
  });
  const send = async (from: number, to: number, devices: readonly string[]) => {
    const events: JobEvent[] = [];
    for (let at = from; at < to; at += quarterMs) {
      for (const device of devices) events.push(...jobsOf(device, at));
    }
    for (let first = 0; first < Math.max(events.length, 1); first += 5_000) {
      await client.call('postJobs', { params, query: { source }, body: events.slice(first, first + 5_000) });
    }
  };
  const advance = async () => {
    while ((await advanceSeriesDue(platen.server.rooms.alerts)) > 0);
    await story.pass();
  };
  const today = Date.parse('2026-11-24T00:00:00Z');
  platen.clock.set('2026-11-24T00:00:20Z');
  await send(today - 28 * 86_400_000, today, ['mfp-1', 'mfp-2']);
  await advance();
  const everything = started.move();
  return {
    ...story,
    async print(to: string, devices: readonly string[]) {
      const end = Date.parse(`2026-11-24T${to}:00Z`);
      let at = Math.floor(platen.clock.now() / quarterMs) * quarterMs;
      for (; at < end; at += quarterMs) {
        platen.clock.set(new Date(at + quarterMs + 40_000).toISOString());
        await send(at, at + quarterMs, devices);
        await advance();
      }
    },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

function jobsOf(device: string, at: number): JobEvent[] {
  const date = new Date(at);
  const isWork = date.getUTCDay() % 6 !== 0 && date.getUTCHours() >= 8 && date.getUTCHours() < 18;
  // The same numbers each time, but not each quarter.
  const count = isWork ? 8 + ((at / quarterMs) % 5) : 0;
  return Array.from({ length: count }, (_, index) => ({
    job_id: `${device}/${at}/${index}`,
    type: 'print',
    state: 'completed',
    submitted_at: new Date(at + index * 20_000).toISOString(),
    updated_at: new Date(at + index * 20_000 + 9_000).toISOString(),
    device,
  }));
}

// What is learned is the same on every engine, and weeks of it take long on two servers: once is enough there.
describe('jobs that are not as usual', () => {
  it('open a ticket when a queue is dead, and close it when jobs flow again', async () => {
    await using story = await startPrinting();
    const { desk, tenant } = story;
    await addChannel(tenant, 'zendesk', 'Helpdesk', desk.config);
    await story.print('10:00', ['mfp-1', 'mfp-2']);
    expect(desk.tickets()).toEqual([]);
    await story.print('11:30', ['mfp-1']);
    // It is fewer than usual before it is certain that none come.
    expect(desk.tickets()).toMatchObject([
      { state: 'open', title: 'Far fewer print jobs than usual on mfp-2', severity: 'warning' },
    ]);
    expect(desk.tickets()[0]?.texts.at(-1)).toContain('Print jobs on mfp-2: No job has come since 10:00');
    const params = { org_id: tenant.orgId };
    const { data } = await tenant.client.call('listAlerts', { params, query: { active: true } });
    expect(data).toMatchObject([{ title: 'No print jobs on mfp-2', state: 'firing', severity: 'warning' }]);

    await story.print('12:45', ['mfp-1', 'mfp-2']);
    expect(desk.tickets()).toMatchObject([{ state: 'closed' }]);
    expect(desk.tickets()[0]?.texts.at(-1)).toContain('Jobs are as usual again.');
    await story.print('16:00', ['mfp-1', 'mfp-2']);
    expect(desk.tickets()).toHaveLength(1);
  });

  itAlone('are told within the outage that explains them', async () => {
    await using story = await startPrinting();
    const { desk, tenant, platen } = story;
    await addChannel(tenant, 'zendesk', 'Helpdesk', desk.config);
    await story.print('10:00', ['mfp-1', 'mfp-2']);
    await openIncident(platen);
    await story.print('11:30', []);
    expect(desk.tickets()).toMatchObject([
      { state: 'open', title: 'Partial Outage in eu: Printing is down' },
    ]);
    const { data } = await tenant.client.call('listAlerts', {
      params: { org_id: tenant.orgId },
      query: { state: ['suppressed'] },
    });
    expect(data).toMatchObject([{ title: 'No print jobs', suppressed_by: [{ kind: 'inhibition' }] }]);
  });

  itAlone('are quiet once somebody calls them expected', async () => {
    await using story = await startPrinting();
    const { desk, tenant } = story;
    await addChannel(tenant, 'zendesk', 'Helpdesk', desk.config);
    await story.print('11:30', ['mfp-1']);
    expect(desk.tickets()).toMatchObject([{ state: 'open' }]);
    const params = { org_id: tenant.orgId };
    const { data } = await tenant.client.call('listAnomalies', { params, query: { open: true } });
    await tenant.client.call('giveAnomalyFeedback', {
      params: { ...params, anomaly_id: data[0]?.id ?? '' },
      body: { opinion: 'expected', comment: 'It is moved today' },
    });
    await story.pass();
    expect(desk.tickets()).toMatchObject([{ state: 'closed' }]);
  });

  itAlone('are found by a rule that is tried on what was', async () => {
    await using story = await startPrinting();
    await story.print('10:00', ['mfp-1', 'mfp-2']);
    await story.print('11:30', ['mfp-1']);
    await story.print('13:00', ['mfp-1', 'mfp-2']);
    const trial = await story.tenant.client.call('tryAlertRule', {
      params: { org_id: story.tenant.orgId },
      body: { name: 'Unusual jobs', condition: { type: 'anomaly' }, days: 2 },
    });
    expect(trial).toMatchObject({ fired: 1, episodes: [{ title: 'No print jobs on mfp-2' }] });
    expect(trial.episodes[0]?.resolved_at).not.toBeNull();
  });
});

describe('what is usual of jobs', () => {
  itAlone('is told of each bucket and type where it is asked for', async () => {
    await using story = await startPrinting();
    const { client, orgId } = story.tenant;
    const statsOf = (query: JobStatsQuery) =>
      client.call('getJobStats', { params: { org_id: orgId }, query });
    const query = { from: '2026-11-23', to: '2026-11-25', interval: 'hour', type: ['print', 'fax'] } as const;
    const { series = [] } = await statsOf({ ...query, type: [...query.type], include: ['expected'] });
    const hours = new Map(series.map(({ start, jobs, expected }) => [start, { jobs, expected }]));
    // Yesterday, and tomorrow morning.
    const [busy, night, ahead] = ['23T10', '23T03', '24T10'].map((hour) =>
      hours.get(`2026-11-${hour}:00:00Z`),
    );
    expect(night?.expected?.print).toMatchObject({ low: 0 });
    expect(night?.expected?.print?.expected).toBeLessThan(2);
    for (const each of [busy, ahead]) {
      expect(each?.expected?.print?.low).toBeGreaterThan(10);
      expect(each?.expected?.print?.high).toBeLessThan(400);
    }
    const [print, usual] = [busy?.jobs.print?.submitted ?? 0, busy?.expected?.print];
    expect(print).toBeGreaterThanOrEqual(usual?.low ?? Number.NaN);
    expect(print).toBeLessThanOrEqual(usual?.high ?? Number.NaN);
    expect(busy?.expected).toMatchObject({ fax: null });
    expect(busy?.expected).not.toHaveProperty('scan');
  });

  itAlone('is told of a day as a whole, and not of more than forty days', async () => {
    await using story = await startPrinting();
    const { client, orgId } = story.tenant;
    const statsOf = (query: JobStatsQuery) =>
      client.call('getJobStats', { params: { org_id: orgId }, query });
    const days = { to: '2026-11-24', interval: 'day' } as const;
    const { series = [] } = await statsOf({ ...days, from: '2026-11-19', include: ['expected'] });
    const usual = series.map(({ expected }) => expected?.print?.expected ?? Number.NaN);
    // From Thursday to Monday.
    expect(usual.map((each) => each > 400)).toEqual([true, true, false, false, true]);
    await expect(statsOf({ ...days, from: '2026-10-14', include: ['expected'] })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    const without = await statsOf({ from: '2026-11-23', to: '2026-11-24', interval: 'day' });
    expect(without.series?.[0]).not.toHaveProperty('expected');
  });
});
