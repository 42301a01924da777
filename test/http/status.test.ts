import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKeyWith, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';
import { initOf, routeRequests } from '../support/route-requests.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

async function newestAudit() {
  return (await platen.operator.call('listAllAudit', { query: { limit: 1 } })).data[0];
}

describe('regions and components', () => {
  it('are made and renamed by the same request', async () => {
    const { operator } = platen;
    const params = { region: 'apac' };
    const made = await operator.call('putRegion', { params, body: { name: 'Asia', page_access: 'key' } });
    expect(made).toMatchObject({ id: 'apac', name: 'Asia', page_access: 'key' });
    const renamed = await operator.call('putRegion', { params, body: { name: 'Asia Pacific' } });
    expect(renamed).toEqual({ ...made, name: 'Asia Pacific' });
    expect((await operator.call('listRegions', {})).data).toContainEqual(renamed);
    expect(await newestAudit()).toMatchObject({ action: 'region.updated', target: 'apac', org_id: null });
  });

  it('keep what is not told of a component, which is unknown until somebody tells', async () => {
    const { operator } = platen;
    const params = { region: 'us', component_id: 'queue' };
    const put = (body: object) => operator.call('putComponent', { params, body: { name: 'Queue', ...body } });
    expect(await put({})).toMatchObject({
      status: 'Unknown',
      status_code: 'unknown',
      job_types: [],
      description: null,
      position: 0,
      reports: [],
    });
    const told = { status_code: 'partial_outage', description: 'Where jobs wait.', position: 3 } as const;
    await put({ ...told, job_types: ['print'] });
    const renamed = await put({ name: 'Queues' });
    expect(renamed).toMatchObject({ ...told, name: 'Queues', job_types: ['print'] });
    const { data } = await operator.call('listComponents', { params: { region: 'us' } });
    expect(data).toContainEqual(renamed);
    expect(await newestAudit()).toMatchObject({ action: 'component.updated', target: 'us/queue' });
    expect(await put({ status_code: null, description: null })).toMatchObject({
      status: 'Unknown',
      description: null,
    });
  });

  it('are answered 404 in a region that does not exist', async () => {
    const params = { region: 'atlantis', component_id: 'print' };
    const { operator } = platen;
    await expect(operator.call('putComponent', { params, body: { name: 'A' } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(operator.call('listComponents', { params })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a key that may push', () => {
  it('may do nothing else that an operator may', async () => {
    const key = await operatorKeyWith(platen, 'operator:push');
    const requests = await routeRequests(platen, await platen.organization());
    for (const request of requests.filter(({ route }) => route.scopes.length > 0)) {
      const response = await fetch(platen.url + request.path, initOf({ ...request, key }));
      if (request.name === 'pushComponentStatus') expect(response.status).toBe(200);
      else await problemOf(response, 'scope_missing');
    }
  });
});
