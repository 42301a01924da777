import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pollDueFeeds } from '../../packages/server/src/feeds/index.ts';
import { type RunningServer, readConfig, serve } from '../../packages/server/src/index.ts';
import { aSummary, startFeedServer } from '../support/feed-server.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { Postgres, whyNoPostgres } from '../support/postgres.ts';
import { problemOf } from '../support/problem.ts';
import { until } from '../support/until.ts';

const lacking = whyNoPostgres();

describe.skipIf(lacking)(lacking ?? 'two servers on one database', () => {
  let opened: AsyncDisposableStack;
  let postgres: Postgres;
  let here: Platen;
  let there: RunningServer;
  let tenant: Tenant;
  let read: (path: string) => Promise<Record<string, unknown>>;

  beforeEach(async () => {
    opened = new AsyncDisposableStack();
    postgres = opened.use(await Postgres.start());
    const settings = {
      DATABASE_URL: await postgres.database(),
      PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
      PLATEN_LOG_LEVEL: 'silent',
    };
    here = opened.use(await startPlaten({ settings }));
    const { clock } = here;
    there = opened.use(
      await serve(readConfig({ ...settings, PLATEN_PORT: '0' }, undefined, {}), {
        clock,
        pollFeeds: false,
        watchAlerts: false,
      }),
    );
    tenant = await here.organization();
    read = async (path) => {
      const response = await ask(there, `/v1/orgs/${tenant.orgId}/${path}`, tenant.key);
      return (await response.json()) as Record<string, unknown>;
    };
  });
  afterEach(() => opened.disposeAsync());

  it('have one first operator key between them', () => {
    expect(here.operatorKey).toMatch(/^platen_live_/);
    expect(there.firstOperatorKey).toBeUndefined();
  });

  it('refuse a key that was revoked on either', async () => {
    const { orgId, client } = tenant;
    const { key, id } = await client.call('createKey', {
      params: { org_id: orgId },
      body: { name: 'leaked', scopes: ['job-stats:read'] },
    });
    const path = `/v1/orgs/${orgId}/job-stats`;
    await until(async () => (await ask(there, path, key)).status === 200);
    await client.call('revokeKey', { params: { org_id: orgId, key_id: id } });
    await until(async () => (await ask(there, path, key)).status === 401);
    await problemOf(await ask(there, path, key), 'key_revoked');
  });

  it('tell of an incident that was written on either, on public pages too', async () => {
    const page = async () => (await fetch(`${there.url}/status/eu/api/v2/summary.json`)).text();
    expect(await read('system-status')).toMatchObject({ service_status: 'Operational' });
    expect(await page()).not.toContain('Printing stands still');
    await here.operator.call('createIncident', {
      body: {
        name: 'Printing stands still',
        status: 'investigating',
        impact: 'critical',
        regions: ['eu'],
        body: 'We look into it.',
      },
    });
    await until(async () => (await read('system-status')).service_status === 'Major Outage');
    await until(async () => (await page()).includes('Printing stands still'));
  });

  it('count the jobs that were sent to either', async () => {
    const submitted = async () =>
      ((await read('job-stats')).jobs as Record<string, { submitted: number } | null>).print?.submitted;
    expect(await submitted()).toBeUndefined();
    const shared = jobEvent();
    const both = [here, { ...here, url: there.url }];
    await Promise.all(both.map((server) => postJobs(server, tenant, JSON.stringify([shared, jobEvent()]))));
    await until(async () => (await submitted()) === 3);
  });

  it('answer a repeated write once', async () => {
    const send = ({ url }: { url: string }) =>
      ask({ url }, '/v1/orgs', here.operatorKey, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
        body: JSON.stringify({ name: 'Lindenhof Clinic', region: 'eu' }),
      });
    const first = (await (await send(here)).json()) as { org_id: string };
    expect(await (await send(there)).json()).toEqual(first);
  });

  it('read a feed once, whichever of them is first', async () => {
    await using vendor = await startFeedServer();
    vendor.tells(aSummary({ a: 'operational' }));
    await here.operator.call('putFeed', {
      params: { feed_id: 'vendor' },
      body: {
        name: 'Vendor',
        url: vendor.url,
        format: 'statuspage',
        mappings: [{ region: 'eu', component_id: 'scan', match: { component: 'a' } }],
      },
    });
    for (let polls = 1; polls <= 5; polls++) {
      await Promise.all([here.server, there].map(({ rooms }) => pollDueFeeds(rooms.feeds)));
      expect(vendor.asked).toHaveLength(polls);
      here.clock.advance(60);
    }
  });
});
