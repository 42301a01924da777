import type { AnomalyQuery } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { keepAnomaly } from '../support/anomalies.ts';
import { startPlaten } from '../support/platen.ts';

describe('the anomalies of an organization', () => {
  it('are listed newest first, those that were asked for', async () => {
    await using platen = await startPlaten();
    const { orgId, client } = await platen.organization();
    const now = platen.clock.now();
    await keepAnomaly(platen, orgId, { id: 'ano_1', series: 'scan', closedAt: now, closedBecause: 'over' });
    await keepAnomaly(platen, orgId, { id: 'ano_2' });
    const list = async (query: AnomalyQuery = {}) =>
      (await client.call('listAnomalies', { params: { org_id: orgId }, query })).data.map(({ id }) => id);
    expect(await list()).toEqual(['ano_2', 'ano_1']);
    expect(await list({ open: true })).toEqual(['ano_2']);
    expect(await list({ open: false })).toEqual(['ano_1']);
    expect(await list({ type: ['scan', 'fax'] })).toEqual(['ano_1']);
    expect(await list({ kind: ['spike', 'drop'] })).toEqual([]);
    expect(await list({ kind: ['silence'], limit: 1 })).toEqual(['ano_2']);
    const { data } = await client.call('listAnomalies', { params: { org_id: orgId } });
    expect(data[0]).toMatchObject({
      job_type: 'print',
      device: 'office-mfp',
      source: null,
      kind: 'silence',
      open: true,
      since: '2026-11-24T08:07:00Z',
      p_value: 0.00001,
      feedback: null,
    });
  });

  it('are told what they were worth, and the last word counts and is audited', async () => {
    await using platen = await startPlaten();
    const { orgId, client } = await platen.organization();
    const anomaly_id = await keepAnomaly(platen, orgId);
    const params = { org_id: orgId, anomaly_id };
    await client.call('giveAnomalyFeedback', { params, body: { opinion: 'noise' } });
    const said = { opinion: 'expected', comment: 'The move' } as const;
    const anomaly = await client.call('giveAnomalyFeedback', { params, body: said });
    expect(anomaly.feedback).toMatchObject({ ...said, at: '2026-11-24T09:07:00Z' });
    const { data } = await client.call('listAudit', { params: { org_id: orgId } });
    expect(data.filter(({ action }) => action === 'anomaly.feedback')).toMatchObject([
      { target: anomaly_id, detail: said },
      { target: anomaly_id, detail: { opinion: 'noise', comment: null } },
    ]);
  });

  it('are not found in another organization', async () => {
    await using platen = await startPlaten();
    const [one, other] = [await platen.organization(), await platen.organization()];
    const anomaly_id = await keepAnomaly(platen, one.orgId);
    const params = { org_id: other.orgId, anomaly_id };
    await expect(
      other.client.call('giveAnomalyFeedback', { params, body: { opinion: 'noise' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    const { data } = await other.client.call('listAnomalies', { params: { org_id: other.orgId } });
    expect(data).toEqual([]);
  });
});
