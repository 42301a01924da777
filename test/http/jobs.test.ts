import type { IngestReceipt, JobEvent } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placesWith } from '../support/database.ts';
import { jobEvent, postJobs } from '../support/job-events.ts';
import { type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

async function receipt(response: Response): Promise<IngestReceipt> {
  expect(response.status).toBe(202);
  return (await response.json()) as IngestReceipt;
}

const nothing = { accepted: 0, updated: 0, unchanged: 0, ignored_fields: 0, rejected: [] };

async function send(tenant: Tenant, events: unknown, options = {}) {
  return receipt(await postJobs(platen, tenant, JSON.stringify(events), options));
}

async function submitted({ client, orgId }: Tenant) {
  return (await client.call('getJobStats', { params: { org_id: orgId } })).totals?.submitted ?? null;
}

const ndjson = 'application/x-ndjson';
const lines = (events: readonly unknown[]) => events.map((event) => JSON.stringify(event)).join('\n');

describe('job events', () => {
  it('may come one alone', async () => {
    const tenant = await platen.organization();
    expect(await send(tenant, jobEvent())).toEqual({ ...nothing, accepted: 1 });
    expect(await submitted(tenant)).toBe(1);
  });

  it('may come as an array', async () => {
    const tenant = await platen.organization();
    expect(await send(tenant, [jobEvent(), jobEvent(), jobEvent()])).toEqual({ ...nothing, accepted: 3 });
    expect(await submitted(tenant)).toBe(3);
  });

  it('may come a line each, with empty lines between and at the end', async () => {
    const tenant = await platen.organization();
    const body = `${lines([jobEvent(), jobEvent()])}\n\n\r\n`;
    expect(await receipt(await postJobs(platen, tenant, body, { type: ndjson }))).toEqual({
      ...nothing,
      accepted: 2,
    });
  });

  it('may come as a batch of CloudEvents', async () => {
    const tenant = await platen.organization();
    const wrap = (data: JobEvent) => ({
      specversion: '1.0',
      id: data.job_id,
      source: '/cups',
      type: 'job',
      data,
    });
    const body = JSON.stringify([
      wrap(jobEvent()),
      { specversion: '1.0', id: 'x', source: '/', type: 'job' },
    ]);
    const type = 'application/cloudevents-batch+json; charset=utf-8';
    const answer = await receipt(await postJobs(platen, tenant, body, { type }));
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: 'invalid_event' }] });
  });

  it('change nothing when they come again', async () => {
    const tenant = await platen.organization();
    const event = jobEvent();
    await send(tenant, event);
    expect(await send(tenant, [event, event])).toEqual({ ...nothing, unchanged: 2 });
    expect(await submitted(tenant)).toBe(1);
  });

  it('update a job that is known', async () => {
    const tenant = await platen.organization();
    const done = jobEvent();
    const { finished_at: _, ...rest } = done;
    const running = { ...rest, state: 'processing' as const, updated_at: '2026-11-24T08:00:04Z' };
    await send(tenant, running);
    expect(await send(tenant, done)).toEqual({ ...nothing, updated: 1 });
    expect(await send(tenant, running)).toEqual({ ...nothing, unchanged: 1 });
  });

  it('are kept when others beside them are bad, and each bad one is told by its place', async () => {
    const tenant = await platen.organization();
    const answer = await send(tenant, [
      jobEvent(),
      { ...jobEvent(), submitted_at: '2026-11-24T08:00:00' },
      jobEvent(),
      { ...jobEvent(), type: 'telex' },
      null,
      { ...jobEvent(), submitted_at: '1970-01-01T00:00:00Z' },
      { ...jobEvent(), finished_at: '2026-11-24T07:00:00Z' },
      { ...jobEvent(), pages: -1 },
    ]);
    expect(answer).toMatchObject({ accepted: 2, updated: 0, unchanged: 0 });
    expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'invalid_event'],
      [3, 'invalid_event'],
      [4, 'invalid_event'],
      [5, 'time_out_of_range'],
      [6, 'invalid_event'],
      [7, 'invalid_event'],
    ]);
    for (const { message, fix } of answer.rejected) expect(message && fix).toMatch(/\.$/);
    expect(await submitted(tenant)).toBe(2);
  });

  it('are kept when a line beside them cannot be read', async () => {
    const tenant = await platen.organization();
    const [first, last] = [JSON.stringify(jobEvent()), JSON.stringify(jobEvent())];
    const twice = `${first.slice(0, -1)},"pages":1}`;
    const long = JSON.stringify({ ...jobEvent(), note: 'x'.repeat(70_000) });
    const body = Buffer.concat([
      Buffer.from(`${first}\n{"job_id":\n${twice}\n${long}\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(last),
    ]);
    const answer = await receipt(await postJobs(platen, tenant, body, { type: ndjson }));
    expect(answer.accepted).toBe(2);
    expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'invalid_json'],
      [2, 'duplicate_key'],
      [3, 'too_large'],
      [4, 'invalid_json'],
    ]);
  });

  it('may have fields that nobody knows: they are counted, and kept nowhere', async () => {
    const tenant = await platen.organization();
    const answer = await send(tenant, [
      { ...jobEvent(), user: 'h.keller', title: 'salaries.xlsx' },
      { ...jobEvent(), cost: 1 },
    ]);
    expect(answer).toEqual({ ...nothing, accepted: 2, ignored_fields: 3 });

    expect(await placesWith(platen, 'salaries.xlsx')).toEqual([]);
  });

  it('may be American about cancelling', async () => {
    const tenant = await platen.organization();
    await send(tenant, { ...jobEvent(), state: 'canceled' });
    const { jobs } = await tenant.client.call('getJobStats', { params: { org_id: tenant.orgId } });
    expect(jobs.print).toMatchObject({ cancelled: 1, completed: null });
  });
});

describe('the source of events', () => {
  it('may stand in the query, for those that name none', async () => {
    const tenant = await platen.organization();
    const { source: _, ...nameless } = jobEvent();
    expect(await send(tenant, nameless)).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] });
    const query = '?source=cups-02';
    expect(await send(tenant, [nameless, jobEvent()], { query })).toMatchObject({ accepted: 2 });
    const { data } = await tenant.client.call('listSources', { params: { org_id: tenant.orgId } });
    expect(data.map(({ source }) => source)).toEqual(['cups-01', 'cups-02']);
  });

  it('gives a sign of life with an empty batch, and a batch of nobody gives none', async () => {
    const tenant = await platen.organization();
    expect(await send(tenant, [])).toEqual(nothing);
    expect(await send(tenant, [], { query: '?source=cups-01' })).toEqual(nothing);
    const { data } = await tenant.client.call('listSources', { params: { org_id: tenant.orgId } });
    expect(data).toMatchObject([
      { source: 'cups-01', heard_at: '2026-11-24T09:07:00Z', newest_event_at: null },
    ]);
  });

  it.each(['', '../etc', 'a%00b', 'x'.repeat(65)])('is not %j', async (source) => {
    const tenant = await platen.organization();
    const response = await postJobs(platen, tenant, '[]', { query: `?source=${source}` });
    expect((await problemOf(response, 'invalid_request')).errors).toMatchObject([
      { location: 'query.source' },
    ]);
  });
});
