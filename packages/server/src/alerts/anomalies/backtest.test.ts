import { describe, expect, it } from 'vitest';
import { backtest } from './backtest.ts';
import { openOffice, usual } from './office.fixture.ts';

type Office = Awaited<ReturnType<typeof openOffice>>;

async function backtestOf({ alerts, orgId }: Office, days: number) {
  const org = await alerts.access.store.findOrganization(orgId);
  if (!org) throw new Error('The organization is gone.');
  return backtest(alerts, org, { days });
}

const within = (at: number, from: string, to: string) => at >= Date.parse(from) && at < Date.parse(to);
/** Nothing from one device on a Tuesday, ten times as much on a Thursday. */
const badWeek = (device: string, at: number) => {
  const jobs = usual(device, at);
  if (device === 'mfp-2' && within(at, '2026-11-17T10:00:00Z', '2026-11-17T16:00:00Z')) return 0;
  return within(at, '2026-11-19T10:00:00Z', '2026-11-19T11:00:00Z') ? jobs * 10 : jobs;
};

describe('a backtest', () => {
  it('finds what was unusual, with what was usual beside what came, and changes nothing', async () => {
    await using office = await openOffice(['mfp-1', 'mfp-2'], badWeek);
    const before = await office.anomalies();
    const result = await backtestOf(office, 7);
    expect(result).toMatchObject({
      from: '2026-11-16T00:00:00Z',
      to: '2026-11-23T00:00:00Z',
      time_zone: 'UTC',
      interval: 'hour',
    });
    expect(result.anomalies).toMatchObject([
      { kind: 'spike', job_type: 'print', device: null, open: false },
      { kind: 'silence', job_type: 'print', device: 'mfp-2', open: false, since: '2026-11-17T10:00:00Z' },
    ]);
    expect(result.found[0]).toEqual({ severity_at_least: 'warning', anomalies: 2 });
    const [print, ...others] = result.series;
    expect([print?.job_type, others]).toEqual(['print', []]);
    expect(print?.buckets).toHaveLength(7 * 24);
    const ten = print?.buckets.find(({ start }) => start === '2026-11-18T10:00:00Z');
    expect(ten?.jobs).toBeGreaterThanOrEqual(ten?.low ?? Number.POSITIVE_INFINITY);
    expect(ten?.jobs).toBeLessThanOrEqual(ten?.high ?? 0);
    expect(ten?.expected).toBeGreaterThan(20);
    const spike = print?.buckets.find(({ start }) => start === '2026-11-19T10:00:00Z');
    expect(spike?.jobs).toBeGreaterThan(spike?.high ?? Number.POSITIVE_INFINITY);
    expect(await office.anomalies()).toEqual(before);
  });

  it('suggests from which severity on a rule would fire once a week at most', async () => {
    await using office = await openOffice(['mfp-1', 'mfp-2'], badWeek);
    const { found, suggested } = await backtestOf(office, 7);
    const rare = found.find(({ anomalies }) => anomalies <= 1);
    expect(found.map(({ severity_at_least }) => severity_at_least)).toEqual(['warning', 'error', 'critical']);
    expect(suggested.severity_at_least).toBe(rare?.severity_at_least ?? 'critical');
    expect(suggested.sentence).toContain(`from ${suggested.severity_at_least} on`);
  });

  it('tells of days where there are many of them, and knows nothing of the first ones', async () => {
    await using office = await openOffice();
    const { from, interval, series, anomalies } = await backtestOf(office, 60);
    expect({ from, interval, anomalies }).toEqual({
      from: '2026-09-24T00:00:00Z',
      interval: 'day',
      anomalies: [],
    });
    expect(series[0]?.buckets).toHaveLength(60);
    expect(series[0]?.buckets[0]).toMatchObject({ jobs: 0, low: null, expected: null, high: null });
    expect(series[0]?.buckets.at(-4)?.expected).toBeGreaterThan(300);
  });

  it('tells nothing of what was over before', async () => {
    await using office = await openOffice(['mfp-1', 'mfp-2'], badWeek);
    expect((await backtestOf(office, 3)).anomalies).toEqual([]);
  });

  it('knows nothing of an hour that it has never seen, nor of jobs that were not told of', async () => {
    const first = Date.parse('2026-10-26T12:00:00Z');
    await using office = await openOffice(['mfp-1'], (device, at) => (at < first ? 0 : usual(device, at)));
    office.clock.set('2026-11-23T12:00:00Z');
    const { series, anomalies } = await backtestOf(office, 28);
    const at = (start: string) => series[0]?.buckets.find((bucket) => bucket.start === start);
    expect(at('2026-10-27T10:00:00Z')).toMatchObject({ low: null, expected: null, high: null });
    expect(at('2026-10-28T10:00:00Z')?.expected).toBeGreaterThan(0);
    expect(at('2026-11-22T10:00:00Z')?.jobs).toBe(0);
    expect(at('2026-11-23T10:00:00Z')?.jobs).toBeNull();
    expect(anomalies.filter(({ since }) => since >= '2026-11-23T00:00:00Z')).toEqual([]);
  });

  it('is made once at a time', async () => {
    await using office = await openOffice();
    const results = await Promise.allSettled([backtestOf(office, 1), backtestOf(office, 1)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(results[1]).toMatchObject({ reason: { code: 'conflict' } });
    await expect(backtestOf(office, 1)).resolves.toMatchObject({ from: '2026-11-22T00:00:00Z' });
  });

  it('of an organization without jobs has nothing to tell', async () => {
    await using office = await openOffice([]);
    expect(await backtestOf(office, 7)).toMatchObject({
      anomalies: [],
      suggested: { severity_at_least: 'warning' },
    });
  });
});
