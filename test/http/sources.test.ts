import type { SourceDeclare } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { type Platen, someMorning, startPlaten, type Tenant } from '../support/platen.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const everything: SourceDeclare = {
  types: ['print'],
  outcomes: ['open', 'completed', 'cancelled', 'failed', 'abandoned'],
  interval_seconds: 60,
  time_zone: 'Europe/Paris',
};

const put = ({ client, orgId }: Tenant, source: string, body: SourceDeclare) =>
  client.call('putSource', { params: { org_id: orgId, source }, body });
const list = async ({ client, orgId }: Tenant) =>
  (await client.call('listSources', { params: { org_id: orgId } })).data;
const actionsOf = async ({ client, orgId }: Tenant) =>
  (await client.call('listAudit', { params: { org_id: orgId } })).data.map(({ action }) => action);

describe('a source', () => {
  it('is declared before it has said anything', async () => {
    const tenant = await platen.organization();
    const declared = await put(tenant, 'cups-01', everything);
    expect(declared).toEqual({
      ...everything,
      source: 'cups-01',
      declared: true,
      heard_at: null,
      newest_event_at: null,
      stale: true,
    });
    expect(await list(tenant)).toEqual([declared]);
    const stats = await tenant.client.call('getJobStats', { params: { org_id: tenant.orgId } });
    expect(stats.jobs.print).toMatchObject({ submitted: 0, cancelled: 0, cancel_rate: null, pages: null });
    expect(stats.jobs.scan).toBeNull();
  });

  it('is known by what its events have shown, when it never said', async () => {
    const tenant = await platen.organization();
    const events = [jobEvent(), jobEvent({ type: 'scan', state: 'failed' })];
    await postJobs(platen, tenant, JSON.stringify(events));
    expect(await list(tenant)).toEqual([
      {
        source: 'cups-01',
        declared: false,
        types: ['print', 'scan'],
        outcomes: ['completed', 'failed'],
        interval_seconds: null,
        time_zone: null,
        heard_at: someMorning,
        newest_event_at: '2026-11-24T08:00:19Z',
        stale: null,
      },
    ]);
  });

  it('that declares the same again leaves no trace in the audit log', async () => {
    const tenant = await platen.organization();
    await put(tenant, 'cups-01', everything);
    await put(tenant, 'cups-01', everything);
    expect(await actionsOf(tenant)).toEqual(['source.declared', 'api_key.created', 'organization.created']);
    await put(tenant, 'cups-01', { ...everything, interval_seconds: 30 });
    expect((await actionsOf(tenant))[0]).toBe('source.declared');
    expect(await actionsOf(tenant)).toHaveLength(4);
  });

  it('is stale when it was not heard for three of its intervals', async () => {
    await using later = await startPlaten();
    const tenant = await later.organization();
    await put(tenant, 'cups-01', everything);
    await postJobs(later, tenant, '[]', { query: '?source=cups-01' });
    later.clock.advance(180);
    expect((await list(tenant))[0]?.stale).toBe(false);
    later.clock.advance(1);
    expect((await list(tenant))[0]?.stale).toBe(true);
  });

  it('that is retired stays counted, and comes back with its next event', async () => {
    const tenant = await platen.organization();
    await postJobs(platen, tenant, JSON.stringify(jobEvent()));
    const params = { org_id: tenant.orgId, source: 'cups-01' };
    const retired = await tenant.client.call('retireSource', { params });
    expect(await tenant.client.call('retireSource', { params })).toEqual(retired);
    expect(await list(tenant)).toEqual([]);
    const { totals } = await tenant.client.call('getJobStats', { params: { org_id: tenant.orgId } });
    expect(totals?.submitted).toBe(1);
    expect((await actionsOf(tenant)).filter((action) => action === 'source.retired')).toHaveLength(1);
    await postJobs(platen, tenant, JSON.stringify(jobEvent()));
    expect((await list(tenant)).map(({ source }) => source)).toEqual(['cups-01']);
  });

  it.each([
    ['no type', { types: [] }, 'body.types'],
    ['a type twice', { types: ['print', 'print'] }, 'body.types'],
    ['an outcome that nobody knows', { outcomes: ['lost'] }, 'body.outcomes[0]'],
    ['a time zone that does not exist', { time_zone: 'Europe/Atlantis' }, 'body.time_zone'],
    ['an interval of nothing', { interval_seconds: 0 }, 'body.interval_seconds'],
  ])('is refused with %s', async (_, fields, location) => {
    const tenant = await platen.organization();
    await expect(put(tenant, 'cups-01', { ...everything, ...fields } as SourceDeclare)).rejects.toMatchObject(
      {
        code: 'invalid_request',
        problem: { errors: [{ location }] },
      },
    );
    expect(await list(tenant)).toEqual([]);
  });

  it('that nobody knows cannot be retired', async () => {
    const tenant = await platen.organization();
    await expect(
      tenant.client.call('retireSource', { params: { org_id: tenant.orgId, source: 'cups-09' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
