import type { Incident, JobCounts, StatusCode, Subscription } from '@platen/contract';
import { statusNames } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import type { ApiKey, Organization } from '../../access/index.ts';
import { dayMs } from '../../kit/instant.ts';
import type { StatusOfRegion } from '../../status/index.ts';
import { start } from '../alerts.fixture.ts';
import type { ChannelRecord } from '../channel-record.ts';
import type { ConditionOf } from '../rule.ts';
import { observeChannels } from './channel-lost.ts';
import { observeIncidents, observePastIncidents } from './incident.ts';
import { jobsWindow, observeJobs } from './jobs.ts';
import { observeKeys } from './key-expiring.ts';
import { observeServiceStatus } from './service-status.ts';
import { observeSources } from './source-quiet.ts';
import { observeSubscription } from './subscription.ts';

const aStatus = (code: StatusCode, fields: Partial<StatusOfRegion> = {}): StatusOfRegion => ({
  region: 'eu',
  service_status: statusNames[code],
  service_status_code: code,
  summary: 'Scans fail.',
  since: null,
  observed_at: null,
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
      status: statusNames[code],
      status_code: code,
      reason: 'Nobody answers',
      job_types: ['scan'],
    },
  ],
  active_incidents: [],
  maintenance: [],
  ...fields,
});

describe('the status of the region', () => {
  const verdict = (code: StatusCode, at_least?: 'degraded_performance' | 'partial_outage' | 'major_outage') =>
    observeServiceStatus(
      { type: 'service_status', ...(at_least && { at_least }) },
      'critical',
      aStatus(code),
    )[0]?.verdict;

  it('is well without incidents in a region that has no components', () => {
    const bare = (code: StatusCode) =>
      observeServiceStatus({ type: 'service_status' }, 'critical', aStatus(code, { components: [] }))[0]
        ?.verdict;
    expect([bare('unknown'), bare('major_outage'), verdict('unknown')]).toEqual(['well', 'bad', 'unknown']);
  });

  it('is bad from the level that was set, and unknown is neither good nor bad', () => {
    expect(verdict('major_outage')).toBe('bad');
    expect(verdict('partial_outage')).toBe('bad');
    expect(verdict('degraded_performance')).toBe('well');
    expect(verdict('degraded_performance', 'degraded_performance')).toBe('bad');
    expect(verdict('partial_outage', 'major_outage')).toBe('well');
    expect(verdict('under_maintenance', 'degraded_performance')).toBe('well');
    expect(verdict('operational')).toBe('well');
    expect(verdict('unknown')).toBe('unknown');
  });

  it('is told with the components that are bad, and is about their jobs', () => {
    const [seen] = observeServiceStatus({ type: 'service_status' }, 'critical', aStatus('partial_outage'));
    expect(seen).toMatchObject({
      title: 'Partial Outage in eu: Scans fail.',
      thread: 'status eu',
      jobTypes: ['scan'],
    });
    expect(seen?.facts).toContainEqual({ name: 'Scan to cloud', value: 'Partial Outage' });
    expect(seen?.facts).not.toContainEqual(expect.objectContaining({ name: 'Cloud print' }));
  });

  it('is news when it changes, be it in one component only', () => {
    const news = (status: StatusOfRegion) =>
      observeServiceStatus({ type: 'service_status' }, 'critical', status)[0]?.news;
    const status = aStatus('partial_outage');
    const [first, ...others] = status.components;
    if (!first) throw new Error('There is no component.');
    const worse = {
      ...status,
      components: [{ ...first, status_code: 'degraded_performance' as const }, ...others],
    };
    expect(news(status)).toBe(news(aStatus('partial_outage', { since: '2026-11-24T09:00:00Z' })));
    expect(news(worse)).not.toBe(news(status));
  });

  it('of components that are named is judged for each of them', () => {
    const condition = { type: 'service_status', component_ids: ['scan', 'print', 'nowhere'] } as const;
    expect(
      observeServiceStatus(
        { ...condition, component_ids: [...condition.component_ids] },
        'error',
        aStatus('major_outage'),
      ).map(({ subject, verdict, sentence }) => [subject, verdict, sentence]),
    ).toEqual([
      ['component print', 'well', 'Cloud print is at Operational in the region eu.'],
      ['component scan', 'bad', 'Scan to cloud is at Major Outage in the region eu: Nobody answers'],
    ]);
  });
});

describe('incidents', () => {
  const anIncident = (fields: Partial<Incident> = {}): Incident => ({
    id: 'inc_1',
    kind: 'incident',
    name: 'Scans fail',
    status: 'identified',
    impact: 'major',
    regions: ['eu'],
    component_ids: ['scan'],
    component_impacts: { scan: 'major' },
    job_types: ['scan'],
    started_at: '2026-11-24T09:00:00Z',
    created_at: '2026-11-24T09:00:00Z',
    updated_at: '2026-11-24T09:00:00Z',
    resolved_at: null,
    feed_id: null,
    url: '/v1/incidents/inc_1',
    updates: [
      {
        id: 'upd_2',
        at: '2026-11-24T09:10:00Z',
        status: 'identified',
        impact: 'major',
        body: 'It is the storage.',
        corrected_at: null,
      },
    ],
    ...fields,
  });
  const observe = (incident: Incident, condition: Partial<ConditionOf<'incident'>> = {}) =>
    observeIncidents(
      { type: 'incident', ...condition },
      'error',
      aStatus('operational', { active_incidents: [incident] }),
    );

  it('are told one by one, with what was said last, in the thread of the region', () => {
    expect(observe(anIncident())).toMatchObject([
      {
        subject: 'incident inc_1',
        verdict: 'bad',
        title: 'Scans fail',
        sentence: 'Identified: It is the storage.',
        thread: 'status eu',
        jobTypes: ['scan'],
      },
    ]);
  });

  it('are news with each update and with another impact, where updates are wanted', () => {
    const [first] = observe(anIncident());
    const [worse] = observe(anIncident({ impact: 'critical' }));
    expect(worse?.news).not.toBe(first?.news);
    const quiet = { updates: false };
    expect(observe(anIncident({ impact: 'critical' }), quiet)[0]?.news).toBe(
      observe(anIncident(), quiet)[0]?.news,
    );
  });

  it('are well once they are over or grew too small, with what was said last', async () => {
    const past = async (fields: Partial<Incident>) => {
      const incident = async (id: string) => (id === 'inc_1' ? anIncident(fields) : undefined);
      const org = { region: 'eu' } as Organization;
      return observePastIncidents(['incident inc_1', 'incident inc_2'], 'error', { org, incident });
    };
    expect(await past({ resolved_at: '2026-11-24T09:10:00Z', status: 'resolved' })).toMatchObject([
      { subject: 'incident inc_1', verdict: 'well', sentence: 'Resolved: It is the storage.' },
    ]);
    expect(await past({ impact: 'minor' })).toMatchObject([
      {
        verdict: 'well',
        sentence:
          'It goes on, with minor impact, which is not what the rule is about. Identified: It is the storage.',
      },
    ]);
  });

  it('that are advisories, too small, or about other jobs are left out', () => {
    expect(observe(anIncident({ kind: 'advisory', impact: 'none' }), { impact_at_least: 'none' })).toEqual(
      [],
    );
    expect(observe(anIncident({ impact: 'minor' }), { impact_at_least: 'major' })).toEqual([]);
    expect(observe(anIncident({ impact: 'none' }))).toEqual([]);
    expect(observe(anIncident(), { job_types: ['fax'] })).toEqual([]);
    expect(observe(anIncident(), { job_types: ['scan', 'fax'] })).toHaveLength(1);
    expect(observe(anIncident({ job_types: [] }), { job_types: ['fax'] })).toHaveLength(1);
  });
});

describe('the subscription', () => {
  const aSubscription = (days: number | null, fields: Partial<Subscription> = {}): Subscription => ({
    org_id: '4725fffa',
    plan: 'Hive',
    state: 'active',
    start_date: '2026-01-01',
    end_date: '2026-12-20',
    ends_at: '2026-12-21T00:00:00Z',
    time_zone: 'UTC',
    days_remaining: days,
    auto_renews: false,
    term: 'annual',
    grace_days: 14,
    grace_ends_at: '2027-01-04T00:00:00Z',
    entitlements: [],
    ...fields,
  });
  const observe = (subscription: Subscription, condition: Partial<ConditionOf<'subscription'>> = {}) =>
    observeSubscription({ type: 'subscription', ...condition }, 'warning', subscription)[0];
  const stepAt = (days: number, fields: Partial<Subscription> = {}) => {
    const seen = observe(aSubscription(days, fields));
    return seen?.verdict === 'bad' ? seen.news : seen?.verdict;
  };

  it('is safe at 30 days, and at 29 not any more', () => {
    expect(stepAt(31)).toBe('well');
    expect(stepAt(30)).toBe('well');
    expect(stepAt(29)).toBe('30');
    expect(stepAt(15)).toBe('30');
    expect(stepAt(14)).toBe('14');
    expect(stepAt(8)).toBe('14');
    expect(stepAt(7)).toBe('7');
    expect(stepAt(2)).toBe('7');
    expect(stepAt(1)).toBe('1');
    expect(stepAt(0)).toBe('0');
    expect(stepAt(0, { state: 'grace' })).toBe('grace');
    expect(stepAt(0, { state: 'expired' })).toBe('expired');
  });

  it('has the steps that were set', () => {
    expect(observe(aSubscription(89), { days: [90] })?.news).toBe('90');
    expect(observe(aSubscription(90), { days: [90] })?.verdict).toBe('well');
    expect(observe(aSubscription(29), { days: [7] })?.verdict).toBe('well');
    expect(observe(aSubscription(0, { state: 'grace' }), { grace: false })?.news).toBe('0');
    expect(observe(aSubscription(0, { state: 'grace' }), { days: [], grace: false })?.verdict).toBe('well');
  });

  it('that renews by itself is never told, unless that was asked for', () => {
    for (const fields of [{ auto_renews: true }, { term: 'monthly' as const }]) {
      expect(observe(aSubscription(5, fields))).toBeUndefined();
      expect(observe(aSubscription(5, fields), { include_renewing: true })?.verdict).toBe('bad');
    }
  });

  it('without an end, or that nobody knows of, is never told', () => {
    expect(observe(aSubscription(null, { end_date: null }))).toBeUndefined();
  });

  it('that is renewed is another subject and another thread', () => {
    const renewed = observe(aSubscription(5, { end_date: '2027-12-20' }));
    expect(renewed).toMatchObject({ subject: '2027-12-20', thread: 'subscription 2027-12-20' });
    expect(observe(aSubscription(1))?.title).toBe('The subscription ends in 1 day');
  });
});

describe('jobs', () => {
  const counts = (fields: Partial<JobCounts> = {}): JobCounts => ({
    submitted: 100,
    completed: 80,
    cancelled: 20,
    failed: 0,
    open: 0,
    abandoned: null,
    cancel_rate: 0.2,
    pages: 900,
    color_pages: null,
    sheets: null,
    wait_seconds: { p50: 4, p95: null },
    completion_seconds: null,
    ...fields,
  });
  const observe = (
    condition: Partial<ConditionOf<'jobs'>>,
    seen: JobCounts | null = counts(),
    complete = true,
  ) => {
    const whole = { type: 'jobs', metric: 'cancelled', ...condition } as const;
    return observeJobs(whole, 'warning', { window: jobsWindow(whole, start), counts: seen, complete });
  };
  const judge = (...asked: Parameters<typeof observe>) => observe(...asked).verdict;

  it('are told by what was counted, and where', () => {
    const { title, sentence } = observe({ above: 19, job_type: 'print', device: 'mfp-2' });
    expect(title).toBe('Cancelled print jobs on mfp-2: 20');
    expect(sentence).toMatch(/^Cancelled print jobs on mfp-2 from .*: 20; the limit is more than 19\.$/);
    expect(observe({ metric: 'pages', above: 19 }).title).toBe('Pages of jobs: 900');
  });

  it('are bad beyond the limit, and well at it', () => {
    expect(judge({ above: 19 })).toBe('bad');
    expect(judge({ above: 20 })).toBe('well');
    expect(judge({ below: 21 })).toBe('bad');
    expect(judge({ below: 20 })).toBe('well');
    expect(judge({ metric: 'wait_p50', above: 3 })).toBe('bad');
    expect(judge({ metric: 'cancel_rate', above: 0.2 })).toBe('well');
  });

  it('are too few only once all of them have been told of', () => {
    expect(judge({ below: 21 }, counts(), false)).toBe('unknown');
    expect(judge({ above: 19 }, counts(), false)).toBe('bad');
  });

  it('of which nobody can know are unknown', () => {
    expect(judge({ above: 0 }, null)).toBe('unknown');
    expect(judge({ metric: 'abandoned', above: 0 })).toBe('unknown');
    expect(judge({ metric: 'wait_p95', above: 0 })).toBe('unknown');
    expect(judge({ metric: 'completion_p95', above: 0 })).toBe('unknown');
  });

  it('are judged only where there are enough of them', () => {
    expect(judge({ metric: 'cancel_rate', above: 0.1, at_least_jobs: 101 })).toBe('well');
    expect(judge({ metric: 'cancel_rate', above: 0.1, at_least_jobs: 100 })).toBe('bad');
  });

  it('are not well again before they are beyond what clears them', () => {
    expect(judge({ above: 25, clear_at: 15 })).toBe('unclear');
    expect(judge({ above: 25, clear_at: 20 })).toBe('well');
    expect(judge({ below: 15, clear_at: 25 })).toBe('unclear');
    expect(judge({ below: 15, clear_at: 20 })).toBe('well');
  });

  it('are asked for up to the running quarter of an hour, or up to its beginning where they may be too few', () => {
    const window = (condition: Partial<ConditionOf<'jobs'>>, at: string) => {
      const { from, to } = jobsWindow({ type: 'jobs', metric: 'completed', ...condition }, Date.parse(at));
      return [new Date(from).toISOString().slice(11, 16), new Date(to).toISOString().slice(11, 16)];
    };
    expect(window({ above: 1 }, '2026-11-24T09:31:00Z')).toEqual(['08:45', '09:45']);
    expect(window({ below: 1 }, '2026-11-24T09:31:00Z')).toEqual(['08:30', '09:30']);
    expect(window({ below: 1, window_seconds: 900 }, '2026-11-24T09:30:00Z')).toEqual(['09:15', '09:30']);
  });
});

describe('sources', () => {
  it('are bad when they are stale, and are not judged without an interval', () => {
    const aSource = (source: string, stale: boolean | null) => ({
      source,
      stale,
      declared: true,
      types: ['print' as const],
      outcomes: [],
      interval_seconds: stale === null ? null : 60,
      time_zone: null,
      heard_at: '2026-11-24T09:00:00Z',
      newest_event_at: null,
    });
    const sources = [aSource('cups-01', true), aSource('cups-02', false), aSource('log', null)];
    const seen = observeSources({ type: 'source_quiet' }, 'error', sources);
    expect(seen.map(({ subject, verdict }) => [subject, verdict])).toEqual([
      ['cups-01', 'bad'],
      ['cups-02', 'well'],
    ]);
    expect(observeSources({ type: 'source_quiet', sources: ['cups-02'] }, 'error', sources)).toHaveLength(1);
  });
});

describe('keys', () => {
  const aKey = (expiresInDays: number | null, usedDaysAgo: number | null): ApiKey => ({
    id: 'key_1',
    orgId: '4725fffa',
    name: 'Prometheus',
    prefix: 'platen_live_4fQx',
    hash: '',
    scopes: [],
    allowedCidrs: [],
    createdAt: 0,
    revokedAt: null,
    rotatedTo: null,
    lastUsedFrom: null,
    lastUsedAgent: null,
    expiresAt: expiresInDays === null ? null : start + expiresInDays * dayMs,
    lastUsedAt: usedDaysAgo === null ? null : start - usedDaysAgo * dayMs,
  });
  const isTold = (key: ApiKey) => observeKeys({ type: 'key_expiring' }, 'warning', [key], start).length === 1;

  it('are bad when they are about to expire while somebody uses them', () => {
    expect(isTold(aKey(14, 7))).toBe(true);
    expect(isTold(aKey(14.1, 7))).toBe(false);
    expect(isTold(aKey(14, 7.1))).toBe(false);
    expect(isTold(aKey(14, null))).toBe(false);
    expect(isTold(aKey(null, 0))).toBe(false);
  });
});

describe('a channel', () => {
  it('is lost when it was switched off for its trouble, and not when a person did it', () => {
    const channel: ChannelRecord = {
      id: 'chn_1',
      orgId: '4725fffa',
      kind: 'slack',
      name: 'Chat',
      enabled: false,
      config: {},
      sealedSecrets: null,
      reopenMs: 0,
      trouble: 'Slack answered 410.',
      createdAt: 0,
      updatedAt: 0,
    };
    const seen = (fields: Partial<ChannelRecord>) =>
      observeChannels('error', [{ ...channel, ...fields }]).map(({ verdict, sentence }) => [
        verdict,
        sentence,
      ]);
    expect(seen({})).toEqual([['bad', 'The channel "Chat" (slack) was switched off: Slack answered 410.']]);
    expect(seen({ enabled: true })[0]?.[0]).toBe('well');
    expect(seen({ trouble: null })).toEqual([
      ['well', 'The channel "Chat" (slack) has no trouble that is known.'],
    ]);
  });
});
