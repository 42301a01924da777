import type { IncidentCreate } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Platen, startPlaten } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const incident: IncidentCreate = {
  name: 'Scans fail',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'We are looking into it.',
};
const absent = { incident_id: 'inc_none' };

async function newestAudit() {
  return (await platen.operator.call('listAllAudit', { query: { limit: 1 } })).data[0];
}

describe('an incident', () => {
  it('is told, updated, resolved, explained and opened again', async () => {
    const { operator } = platen;
    const opened = await operator.call('createIncident', { body: incident });
    const params = { incident_id: opened.id };
    expect(opened).toMatchObject({ status: 'investigating', job_types: ['scan'], resolved_at: null });
    platen.clock.advance(60);
    const resolved = await operator.call('addIncidentUpdate', {
      params,
      body: { status: 'resolved', body: 'Scans arrive again.' },
    });
    expect(resolved).toMatchObject({ status: 'resolved', resolved_at: resolved.updates[0]?.at });
    platen.clock.advance(60);
    const explained = await operator.call('addIncidentUpdate', {
      params,
      body: { status: 'postmortem', body: 'A disk was full.' },
    });
    expect(explained).toMatchObject({ status: 'postmortem', resolved_at: resolved.resolved_at });
    const again = await operator.call('addIncidentUpdate', {
      params,
      body: { status: 'identified', body: 'Not quite.', impact: 'minor' },
    });
    expect(again).toMatchObject({
      status: 'identified',
      impact: 'minor',
      component_impacts: { scan: 'minor' },
      resolved_at: null,
    });
    expect(again.updates).toHaveLength(4);
    expect(await operator.call('getIncident', { params })).toEqual(again);
    expect((await operator.call('listIncidents', {})).data[0]).toEqual(again);
    expect(await newestAudit()).toMatchObject({ action: 'incident.updated', target: opened.id });
  });

  it.each([
    ['in a region that does not exist', { regions: ['eu', 'atlantis'] }, 'body.regions[1]'],
    ['of a component that does not exist', { component_ids: ['fax', 'telex'] }, 'body.component_ids[1]'],
    ['worse for such a component', { component_impacts: { telex: 'minor' } }, 'body.component_impacts.telex'],
    ['for what is no name', { component_impacts: { 'A b': 'minor' } }, 'body.component_impacts.A b'],
    ['as bad as nothing is', { component_impacts: { scan: 'awful' } }, 'body.component_impacts.scan'],
    ['that is an advisory with an impact', { kind: 'advisory' }, 'body.impact'],
    ['from a template that does not exist', { template: 'none' }, 'body.template'],
    ['that begins with its post-mortem', { status: 'postmortem' }, 'body.status'],
    ['that is yet to begin', { started_at: '2026-11-30T00:00:00Z' }, 'body.started_at'],
    ['in no region', { regions: [] }, 'body.regions'],
    ['with a link to a script', { url: 'javascript:alert(1)' }, 'body.url'],
  ])('is refused %s', async (_, fields, location) => {
    const body = { ...incident, ...fields } as IncidentCreate;
    await expect(platen.operator.call('createIncident', { body })).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { errors: [{ location, fix: expect.stringMatching(/\S/) }] },
    });
  });

  it('takes no update where there is none, nor one out of order', async () => {
    const { operator } = platen;
    const body = { status: 'resolved', body: 'Over.' } as const;
    await expect(operator.call('addIncidentUpdate', { params: absent, body })).rejects.toMatchObject({
      code: 'not_found',
    });
    const { id } = await operator.call('createIncident', { body: incident });
    const params = { incident_id: id };
    const early = { ...body, status: 'postmortem' } as const;
    await expect(operator.call('addIncidentUpdate', { params, body: early })).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { errors: [{ location: 'body.status' }] },
    });
  });

  it('updated by two at once takes one, and the other is told of the conflict', async () => {
    const { operator } = platen;
    const { id } = await operator.call('createIncident', { body: incident });
    const tell = (body: string) =>
      operator.call('addIncidentUpdate', {
        params: { incident_id: id },
        body: { status: 'identified', body },
      });
    const told = await Promise.allSettled(['A.', 'B.', 'C.', 'D.', 'E.', 'F.'].map(tell));
    const refused = told.filter(({ status }) => status === 'rejected');
    for (const each of refused) expect(each).toMatchObject({ reason: { code: 'conflict' } });
    const { updates } = await operator.call('getIncident', { params: { incident_id: id } });
    expect(updates).toHaveLength(1 + told.length - refused.length);
  });
});

describe('an organization', () => {
  const seenBy = async (key: string, id: string) =>
    (await ask(platen, `/v1/incidents/${id}`, key)).json() as Promise<Record<string, unknown>>;

  it('sees of an incident what is in its region, and of any other nothing', async () => {
    const { id } = await platen.operator.call('createIncident', {
      body: { ...incident, regions: ['eu', 'us'] },
    });
    const elsewhere = await platen.operator.call('createIncident', {
      body: { ...incident, regions: ['us'] },
    });
    const { key } = await platen.organization();
    expect(await seenBy(key, id)).toMatchObject({ id, regions: ['eu'] });
    const hidden = await problemOf(await ask(platen, `/v1/incidents/${elsewhere.id}`, key), 'not_found');
    const none = await problemOf(await ask(platen, '/v1/incidents/inc_none', key), 'not_found');
    expect(hidden.detail.replace(elsewhere.id, 'inc_none')).toBe(none.detail);
  });

  it('sees an incident come into its region and leave it, and no more', async () => {
    const { operator, clock } = platen;
    const { key } = await platen.organization({ region: 'us' });
    const { id } = await operator.call('createIncident', { body: incident });
    const tell = async (regions: string[], body: string) => {
      clock.advance(60);
      const said = { status: 'identified', regions, body } as const;
      return operator.call('addIncidentUpdate', { params: { incident_id: id }, body: said });
    };
    await problemOf(await ask(platen, `/v1/incidents/${id}`, key), 'not_found');
    const came = await tell(['eu', 'us'], 'Now in America too.');
    expect(await seenBy(key, id)).toMatchObject({
      status: 'identified',
      started_at: came.updated_at,
      updates: [{ body: 'Now in America too.' }],
    });
    const left = await tell(['eu'], 'America is well again.');
    const seen = await seenBy(key, id);
    expect(seen).toMatchObject({ status: 'resolved', resolved_at: left.updated_at, regions: ['us'] });
    await tell(['eu'], 'Europe waits.');
    expect(await seenBy(key, id)).toEqual(seen);
  });
});
