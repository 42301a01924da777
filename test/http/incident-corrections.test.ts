import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platen, startPlaten } from '../support/platen.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

async function openIncident() {
  const { id, updates } = await platen.operator.call('createIncident', {
    body: {
      name: 'Scans fial',
      impact: 'major',
      regions: ['eu'],
      component_ids: ['scan'],
      body: 'We look.',
      started_at: '2026-11-24T08:00:00Z',
    },
  });
  return { params: { incident_id: id }, updateParams: { incident_id: id, update_id: updates[0]?.id ?? '' } };
}

describe('a correction', () => {
  it('of an incident and of an update changes what is told, and is listed with who made it', async () => {
    const { operator } = platen;
    const { params, updateParams } = await openIncident();
    const renamed = await operator.call('correctIncident', { params, body: { name: 'Scans fail' } });
    expect(renamed).toMatchObject({ name: 'Scans fail', started_at: '2026-11-24T08:00:00Z' });
    const body = { body: 'We are looking into it.', component_impacts: { scan: 'minor' } } as const;
    const corrected = await operator.call('correctIncidentUpdate', { params: updateParams, body });
    expect(corrected).toMatchObject({
      component_impacts: { scan: 'minor' },
      updates: [{ body: body.body, corrected_at: corrected.updated_at }],
    });
    expect(await operator.call('getIncident', { params })).toEqual(corrected);
    const { key } = await operator.call('whoami', {});
    expect((await operator.call('listCorrections', { params })).data).toMatchObject([
      {
        actor: key.id,
        update_id: updateParams.update_id,
        changes: [
          { field: 'body', before: 'We look.', after: body.body },
          { field: 'component_impacts', before: { scan: 'major' }, after: { scan: 'minor' } },
        ],
      },
      {
        actor: key.id,
        update_id: null,
        changes: [{ field: 'name', before: 'Scans fial', after: 'Scans fail' }],
      },
    ]);
    const { data } = await operator.call('listAllAudit', { query: { limit: 2 } });
    expect(data).toMatchObject([
      { action: 'incident.corrected', target: updateParams.update_id },
      { action: 'incident.corrected', target: params.incident_id },
    ]);
  });

  it('is seen by organizations, but not what stood there before', async () => {
    const { params, updateParams } = await openIncident();
    await platen.operator.call('correctIncidentUpdate', {
      params: updateParams,
      body: { body: 'Other words.' },
    });
    const tenant = await platen.organization();
    const seen = await tenant.client.call('getIncident', { params });
    expect(seen.updates).toMatchObject([{ body: 'Other words.', corrected_at: '2026-11-24T09:07:00Z' }]);
    await expect(tenant.client.call('listCorrections', { params })).rejects.toMatchObject({
      code: 'scope_missing',
    });
  });

  it.each([
    ['of nothing', {}, 'body'],
    ['of the start, past now', { started_at: '2026-11-24T09:07:01Z' }, 'body.started_at'],
    ['of what is not corrected so', { impact: 'minor' }, 'body.impact'],
    ['with a link to a script', { url: 'javascript:alert(1)' }, 'body.url'],
  ])('of an incident is refused %s', async (_, body, location) => {
    const { params } = await openIncident();
    await expect(
      platen.operator.call('correctIncident', { params, body: body as object }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { errors: [{ location }] },
    });
  });

  it.each([
    ['of nothing', {}, 'body'],
    ['before the start', { at: '2026-11-24T07:59:59Z' }, 'body.at'],
    [
      'of a component that it did not speak of',
      { component_impacts: { fax: 'none' as const } },
      'body.component_impacts.fax',
    ],
    ['with what is no component', { component_impacts: { '': 'none' as const } }, 'body.component_impacts.'],
    ['of its status', { status: 'resolved' }, 'body.status'],
  ])('of an update is refused %s', async (_, body, location) => {
    const { updateParams: params } = await openIncident();
    await expect(
      platen.operator.call('correctIncidentUpdate', { params, body: body as object }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { errors: [{ location }] },
    });
  });

  it('is answered 404 where there is nothing to correct', async () => {
    const { operator } = platen;
    const { params } = await openIncident();
    const [absent, notFound] = [{ incident_id: 'inc_none' }, { code: 'not_found' }];
    const body = { body: 'A.' };
    await expect(
      operator.call('correctIncident', { params: absent, body: { name: 'A' } }),
    ).rejects.toMatchObject(notFound);
    for (const update of [
      { ...params, update_id: 'upd_none' },
      { ...absent, update_id: 'upd_none' },
    ]) {
      await expect(operator.call('correctIncidentUpdate', { params: update, body })).rejects.toMatchObject(
        notFound,
      );
    }
    await expect(operator.call('listCorrections', { params: absent })).rejects.toMatchObject(notFound);
  });

  it('made by two at once is kept of one, and the other is told of the conflict', async () => {
    const { operator } = platen;
    const { params, updateParams } = await openIncident();
    const corrections = await Promise.allSettled([
      ...['A', 'B', 'C'].map((name) => operator.call('correctIncident', { params, body: { name } })),
      ...['D.', 'E.'].map((body) =>
        operator.call('correctIncidentUpdate', { params: updateParams, body: { body } }),
      ),
    ]);
    const refused = corrections.filter(({ status }) => status === 'rejected');
    for (const each of refused) expect(each).toMatchObject({ reason: { code: 'conflict' } });
    const { data } = await operator.call('listCorrections', { params });
    expect(data).toHaveLength(corrections.length - refused.length);
  });
});
