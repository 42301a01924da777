import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platen, startPlaten } from '../support/platen.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const gives = {
  name: 'Scans fail',
  impact: 'major',
  component_ids: ['scan'],
  body: 'Scans to cloud folders fail.',
} as const;

const put = (template_id: string) =>
  platen.operator.call('putIncidentTemplate', {
    params: { template_id },
    body: { ...gives, component_ids: [...gives.component_ids] },
  });

describe('a template', () => {
  it('is written, used, written anew and removed', async () => {
    const { operator } = platen;
    const params = { template_id: 'scan-down' };
    const written = await put('scan-down');
    expect(written).toEqual({ id: 'scan-down', ...gives, updated_at: '2026-11-24T09:07:00Z' });
    expect((await operator.call('listIncidentTemplates', {})).data).toContainEqual(written);
    const body = { template: 'scan-down', regions: ['eu'], impact: 'minor' } as const;
    const made = await operator.call('createIncident', { body: { ...body, regions: ['eu'] } });
    expect(made).toMatchObject({ name: gives.name, impact: 'minor', component_impacts: { scan: 'minor' } });

    await operator.call('putIncidentTemplate', { params, body: { status: 'resolved', body: 'Over.' } });
    const over = await operator.call('addIncidentUpdate', {
      params: { incident_id: made.id },
      body: { template: 'scan-down' },
    });
    expect(over).toMatchObject({ status: 'resolved', updates: [{ body: 'Over.' }, { body: gives.body }] });

    expect(await operator.call('removeIncidentTemplate', { params })).toMatchObject({ body: 'Over.' });
    expect(await operator.call('getIncident', { params: { incident_id: made.id } })).toEqual(over);
    const { data } = await operator.call('listAllAudit', { query: { limit: 5 } });
    expect(data.map(({ action }) => action)).toEqual([
      'incident_template.removed',
      'incident.updated',
      'incident_template.updated',
      'incident.created',
      'incident_template.created',
    ]);
    expect(data[0]).toMatchObject({ target: 'scan-down', org_id: null });
  });

  it.each([
    ['that gives nothing', {}, 'body'],
    ['with a field that none has', { regions: ['eu'] }, 'body.regions'],
    ['with what is no component', { component_impacts: { 'A b': 'none' } }, 'body.component_impacts.A b'],
    [
      'with more components than there may be',
      { component_impacts: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`c${i}`, 'none'])) },
      'body.component_impacts',
    ],
  ])('is refused %s', async (_, body, location) => {
    const params = { template_id: 'scan-down' };
    await expect(
      platen.operator.call('putIncidentTemplate', { params, body: body as object }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { errors: [{ location, fix: expect.stringMatching(/^(?:Send|Leave)/) }] },
    });
  });

  it('is not removed where there is none', async () => {
    const params = { template_id: 'none' };
    await expect(platen.operator.call('removeIncidentTemplate', { params })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
