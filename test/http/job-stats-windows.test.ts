import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobEvent } from '../support/job-events.ts';
import { at, stats, tenantWith } from '../support/job-stats.ts';
import { ask, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

describe('buckets', () => {
  it('fill a quiet time with zeros', async () => {
    const tenant = await tenantWith(platen, at('2026-11-24T03:30:00Z'));
    const { series = [] } = await stats(tenant, {
      from: '2026-11-24',
      to: '2026-11-24T06:00:00Z',
      interval: 'hour',
    });
    expect(series.map(({ start, jobs }) => [start, jobs.print?.submitted])).toEqual([
      ['2026-11-24T00:00:00Z', 0],
      ['2026-11-24T01:00:00Z', 0],
      ['2026-11-24T02:00:00Z', 0],
      ['2026-11-24T03:00:00Z', 1],
      ['2026-11-24T04:00:00Z', 0],
      ['2026-11-24T05:00:00Z', 0],
    ]);
  });

  it('join without a gap, and add up to the whole', async () => {
    const tenant = await tenantWith(
      platen,
      jobEvent(),
      at('2026-11-23T22:00:00Z'),
      at('2026-11-20T10:00:00Z'),
    );
    for (const interval of ['15m', 'hour', 'day', 'week', 'month'] as const) {
      const answer = await stats(tenant, { from: '2026-11-18', to: '2026-11-25', interval });
      const series = answer.series ?? [];
      expect(series[0]?.start).toBe(answer.from);
      expect(series.at(-1)?.end).toBe(answer.to);
      expect(series.slice(1).map(({ start }) => start)).toEqual(series.slice(0, -1).map(({ end }) => end));
      const sum = series.reduce((total, { jobs }) => total + (jobs.print?.submitted ?? 0), 0);
      expect([interval, sum]).toEqual([interval, 3]);
      expect(answer.jobs.print?.submitted).toBe(3);
    }
  });

  it('follow the wall clock of the zone through a day of 25 hours', async () => {
    const tenant = await platen.organization({ time_zone: 'Europe/Paris' });
    const query = { from: '2026-10-25', to: '2026-10-26' };
    const { from, to, time_zone, series = [] } = await stats(tenant, { ...query, interval: 'hour' });
    expect({ from, to, time_zone }).toEqual({
      from: '2026-10-24T22:00:00Z',
      to: '2026-10-25T23:00:00Z',
      time_zone: 'Europe/Paris',
    });
    expect(series).toHaveLength(25);
    expect((await stats(tenant, { ...query, interval: 'day' })).series).toHaveLength(1);
  });

  it('follow the zone that is asked for, at its three quarters of an hour', async () => {
    const tenant = await tenantWith(platen, at('2026-11-23T18:15:00Z'), at('2026-11-23T18:14:59Z'));
    const query = { from: '2026-11-24', to: '2026-11-25', time_zone: 'Asia/Kathmandu' };
    const { from, totals } = await stats(tenant, { ...query, interval: 'day' });
    expect({ from, submitted: totals?.submitted }).toEqual({ from: '2026-11-23T18:15:00Z', submitted: 1 });
  });
});

describe('types and groups', () => {
  it('leave out the types that are not asked for', async () => {
    const tenant = await tenantWith(
      platen,
      jobEvent(),
      jobEvent({ type: 'scan' }),
      jobEvent({ type: 'fax' }),
    );
    const { jobs, totals } = await stats(tenant, { type: ['scan', 'copy'] });
    expect(Object.keys(jobs)).toEqual(['scan', 'copy']);
    expect([jobs.scan?.submitted, jobs.copy, totals?.submitted]).toEqual([1, null, 1]);
  });

  it('name the largest first, and the rest as other', async () => {
    const devices = ['a', 'b', 'b', 'b', 'c', 'c', 'd', null];
    const tenant = await tenantWith(platen, ...devices.map((device) => jobEvent({ device })));
    const { groups = [] } = await stats(tenant, { group_by: 'device', limit: 2 });
    expect(groups.map(({ key, other, totals }) => [key, other, totals?.submitted])).toEqual([
      ['b', false, 3],
      ['c', false, 2],
      [null, true, 3],
    ]);
    const all = await stats(tenant, { group_by: 'device' });
    expect(all.groups?.map(({ key, other }) => [key, other])).toContainEqual([null, false]);
  });

  it('know of a source no more than it can see', async () => {
    const tenant = await tenantWith(
      platen,
      jobEvent({ source: 'cups-01', state: 'cancelled' }),
      jobEvent({ source: 'page-log' }),
    );
    const { groups = [], totals } = await stats(tenant, { group_by: 'source' });
    const cancelled = Object.fromEntries(groups.map(({ key, totals }) => [key, totals?.cancelled]));
    expect(cancelled).toEqual({ 'cups-01': 1, 'page-log': null });
    expect(totals?.cancelled).toBe(1);
  });
});

describe('a query that makes no sense', () => {
  it.each([
    ['from=yesterday', 'query.from'],
    ['from=2026-02-30', 'query.from'],
    ['to=2026-11-24T25:00:00Z', 'query.to'],
    ['from=2026-11-24T08:00:00', 'query.from'],
    ['from=2026-11-24T08:00:00+01:00', 'query.from'],
    ['from=2026-11-24&to=2026-11-24', 'query.from'],
    ['from=2026-11-25&to=2026-11-24', 'query.from'],
    ['from=2025-01-01&to=2026-11-24', 'query.from'],
    ['from=1999-01-01&to=1999-01-02', 'query.from'],
    ['to=9999-01-01', 'query.to'],
    ['from=', 'query.from'],
    ['time_zone=Mars/Olympus', 'query.time_zone'],
    ['time_zone=%2B01:00', 'query.time_zone'],
    ['interval=minute', 'query.interval'],
    ['from=2026-01-01&to=2026-11-24&interval=15m', 'query.interval'],
    ['type=telex', 'query.type[0]'],
    ['type=print&type=telex', 'query.type[1]'],
    ['group_by=user', 'query.group_by'],
    ['limit=0', 'query.limit'],
    ['limit=101', 'query.limit'],
    ['intervall=hour', 'query.intervall'],
  ])('is refused: %s', async (query, location) => {
    const tenant = await platen.organization();
    const response = await ask(platen, `/v1/orgs/${tenant.orgId}/job-stats?${query}`, tenant.key);
    expect((await problemOf(response, 'invalid_request')).errors).toMatchObject([{ location }]);
  });
});
