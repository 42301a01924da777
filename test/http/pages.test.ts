import { type Route, type RouteName, routes } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepAnomaly } from '../support/anomalies.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { type RouteRequest, routeRequests } from '../support/route-requests.ts';

let platen: Platen;
let tenant: Tenant;
let requests: readonly RouteRequest[];
beforeAll(async () => {
  platen = await startPlaten();
  tenant = await platen.organization();
  // Every thing five times over: asking for the requests makes one of each kind.
  for (let i = 0; i < 5; i++) {
    requests = await routeRequests(platen, tenant);
    await keepAnomaly(platen, tenant.orgId, { id: `ano_${tenant.orgId}_${i}` });
    await platen.organization();
    const region = `region-${i}`;
    await platen.operator.call('putRegion', { params: { region }, body: { name: region } });
    const place = { region: 'eu', component_id: `component-${i}` };
    await platen.operator.call('putComponent', { params: place, body: { name: 'A' } });
    await platen.operator.call('putIncidentTemplate', {
      params: { template_id: `template-${i}` },
      body: { impact: 'minor' },
    });
    await platen.operator.call('putFeed', {
      params: { feed_id: `feed-${i}` },
      body: {
        name: 'Vendor',
        url: 'https://status.vendor.example/',
        format: 'instatus',
        mappings: [{ region: 'eu', component_id: 'scan', match: { page: true } }],
      },
    });
    await postJobs(platen, tenant, JSON.stringify(jobEvent({ source: `source-${i}` })));
  }
  const { path } = requests.find(({ name }) => name === 'correctIncident') ?? { path: '' };
  for (const name of ['A', 'B', 'C', 'D']) {
    const body = JSON.stringify({ name });
    const headers = { 'content-type': 'application/json' };
    await ask(platen, path, platen.operatorKey, { method: 'PATCH', headers, body });
  }
});
afterAll(() => platen[Symbol.asyncDispose]());

const lists = Object.entries<Route>(routes)
  .filter(([, { response }]) => 'next_cursor' in ((response as { properties?: object }).properties ?? {}))
  .map(([name]) => name as RouteName);

interface Page {
  readonly data: unknown[];
  readonly next_cursor: string | null;
}

function request(name: RouteName, query: string): Promise<Response> {
  const { path, key } = requests.find((candidate) => candidate.name === name) ?? { path: '', key: '' };
  return ask(platen, `${path}?${query}`, key);
}
const page = async (name: RouteName, query: string) => (await (await request(name, query)).json()) as Page;

/** All of a list, page after page. */
async function pages(name: RouteName, limit: number): Promise<Page[]> {
  const read: Page[] = [await page(name, `limit=${limit}`)];
  for (let cursor = read[0]?.next_cursor; cursor; cursor = read.at(-1)?.next_cursor) {
    read.push(await page(name, `limit=${limit}&cursor=${cursor}`));
  }
  return read;
}

describe.each(lists)('%s', (name) => {
  it('comes in pages that join without a gap or a double', async () => {
    const whole = (await pages(name, 100)).flatMap(({ data }) => data);
    expect(whole.length).toBeGreaterThanOrEqual(5);
    const limit = Math.ceil(whole.length / 3);
    const thirds = await pages(name, limit);
    expect(thirds).toHaveLength(Math.ceil(whole.length / limit));
    expect(thirds.flatMap(({ data }) => data)).toEqual(whole);
  });

  it('has no next page after one that holds all that is left', async () => {
    const twoLeft = (await pages(name, 1)).at(-3)?.next_cursor;
    expect(await page(name, `limit=2&cursor=${twoLeft}`)).toMatchObject({ next_cursor: null });
    expect((await page(name, `limit=1&cursor=${twoLeft}`)).next_cursor).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['limit=0', 'query.limit'],
    ['limit=101', 'query.limit'],
    ['limit=1.5', 'query.limit'],
    ['limit=many', 'query.limit'],
    ['cursor=', 'query.cursor'],
    ['cursor=key_01kay', 'query.cursor'],
    ['cursor=MTphYg%3D%3D', 'query.cursor'],
    [`cursor=${'x'.repeat(257)}`, 'query.cursor'],
    ['offset=3', 'query.offset'],
  ])('is refused with %s', async (query, location) => {
    const problem = await problemOf(await request(name, query), 'invalid_request');
    expect(problem.errors).toMatchObject([{ location }]);
  });
});

describe('a list', () => {
  it('does not lose or repeat what comes while it is being read', async () => {
    const first = await page('listKeys', 'limit=3');
    const made = await tenant.keyWith('jobs:write');
    const rest = await page('listKeys', `limit=100&cursor=${first.next_cursor}`);
    const prefixes = [...first.data, ...rest.data].map((key) => (key as { prefix: string }).prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(prefixes).not.toContain(made.slice(0, 16));
  });
});
