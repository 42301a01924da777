import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, operatorKeyWith, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
let tenant: Tenant;
/** Of an operator's probe, which may push and do nothing else. */
let key: string;
let components = 0;

beforeAll(async () => {
  platen = await startPlaten();
  tenant = await platen.organization();
  key = await operatorKeyWith(platen, 'operator:push');
});
afterAll(() => platen[Symbol.asyncDispose]());

/** A component of which nobody has told yet. */
async function newComponent(): Promise<string> {
  const component_id = `gateway-${++components}`;
  await platen.operator.call('putComponent', {
    params: { region: 'eu', component_id },
    body: { name: component_id },
  });
  return component_id;
}

function push(component: string, body: unknown, as = key, region = 'eu') {
  return ask(platen, `/v1/regions/${region}/components/${component}/status`, as, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function told(id: string) {
  const params = { org_id: tenant.orgId };
  const { components: all } = await tenant.client.call('getSystemStatus', { params });
  return all.find((component) => component.id === id);
}

describe('a push', () => {
  it('makes a component known, and is answered with what is made of it', async () => {
    const id = await newComponent();
    expect(await told(id)).toMatchObject({ status: 'Unknown', reason: 'No source has told of it yet.' });
    const body = { status_code: 'partial_outage', interval_seconds: 60, message: 'No tray answers' };
    const response = await push(id, body);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      id,
      status: 'Partial Outage',
      status_code: 'partial_outage',
      reason: 'No tray answers',
      reports: [{ source: 'push', since: '2026-11-24T09:07:00Z', interval_seconds: 60, stale: false }],
    });
    expect(await told(id)).toMatchObject({ status: 'Partial Outage', reason: 'No tray answers' });
  });

  it('changes no byte of what organizations are told when it says the same again', async () => {
    const id = await newComponent();
    const body = { status_code: 'operational', interval_seconds: 60 };
    await push(id, body);
    const path = `/v1/orgs/${tenant.orgId}/system-status`;
    const etag = (await ask(platen, path, tenant.key)).headers.get('etag');
    platen.clock.advance(100);
    expect((await push(id, body)).status).toBe(200);
    expect((await ask(platen, path, tenant.key)).headers.get('etag')).toBe(etag);
  });

  it('that stays out makes the component Unknown at the third interval, until it comes again', async () => {
    const id = await newComponent();
    const body = { status_code: 'operational', interval_seconds: 60 };
    await push(id, body);
    platen.clock.advance(179);
    expect(await told(id)).toMatchObject({ status: 'Operational' });
    await push(id, body);
    platen.clock.advance(179);
    expect(await told(id)).toMatchObject({ status: 'Operational' });
    platen.clock.advance(1);
    expect(await told(id)).toMatchObject({
      status: 'Unknown',
      reason: expect.stringMatching(/^Nothing heard since 2026-11-24T/),
    });
    await push(id, body);
    expect(await told(id)).toMatchObject({ status: 'Operational', reason: null });
  });

  it('is outranked by what an operator sets by hand, until that is taken back', async () => {
    const id = await newComponent();
    await push(id, { status_code: 'major_outage' });
    const set = (status_code: 'operational' | null) =>
      platen.operator.call('putComponent', {
        params: { region: 'eu', component_id: id },
        body: { name: id, status_code },
      });
    expect((await set('operational')).status_code).toBe('operational');
    expect(await told(id)).toMatchObject({ status: 'Operational' });
    expect((await set(null)).status_code).toBe('major_outage');
    expect(await told(id)).toMatchObject({ status: 'Major Outage' });
  });

  it.each([
    [{}, 'body.status_code'],
    [{ status_code: 'fine' }, 'body.status_code'],
    [{ status_code: null }, 'body.status_code'],
    [{ status_code: 'operational', interval_seconds: 9 }, 'body.interval_seconds'],
    [{ status_code: 'operational', interval_seconds: 86_401 }, 'body.interval_seconds'],
    [{ status_code: 'operational', interval_seconds: '60' }, 'body.interval_seconds'],
    [{ status_code: 'operational', message: '' }, 'body.message'],
    [{ status_code: 'operational', message: 'x'.repeat(301) }, 'body.message'],
    [{ status_code: 'operational', source: 'hand' }, 'body.source'],
  ])('of %j is refused, and changes nothing', async (body, location) => {
    const id = await newComponent();
    const { errors } = await problemOf(await push(id, body), 'invalid_request');
    expect(errors?.map((error) => error.location)).toContain(location);
    expect(await told(id)).toMatchObject({ status: 'Unknown', reason: 'No source has told of it yet.' });
  });

  it('of a component or a region that is not there is refused', async () => {
    const id = await newComponent();
    const body = { status_code: 'operational' };
    await problemOf(await push('nothing', body), 'not_found');
    await problemOf(await push(id, body, key, 'us'), 'not_found');
    await problemOf(await push(id, body, key, 'mars'), 'not_found');
  });

  it('is for operators: with a key for it, or for all of the status', async () => {
    const id = await newComponent();
    const body = { status_code: 'operational' };
    await problemOf(await push(id, body, tenant.key), 'scope_missing');
    await problemOf(await push(id, body, await operatorKeyWith(platen, 'operator:audit')), 'scope_missing');
    await problemOf(await push(id, body, 'platen_live_mistyped'), 'key_malformed');
    for (const scope of ['operator:push', 'operator:status', 'operator:*'] as const) {
      expect((await push(id, body, await operatorKeyWith(platen, scope))).status).toBe(200);
    }
  });
});
