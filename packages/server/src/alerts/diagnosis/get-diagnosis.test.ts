import type { StatusCode } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../../access/index.ts';
import { createIncident, putComponent } from '../../status/index.ts';
import { giveAnomalyFeedback } from '../anomalies/anomalies.ts';
import { openOffice, usual } from '../anomalies/office.fixture.ts';
import { getDiagnosis } from './get-diagnosis.ts';

const nothing = () => 0;
type Office = Awaited<ReturnType<typeof openOffice>>;

async function diagnosisOf({ alerts, orgId }: Office) {
  const org = await alerts.access.store.findOrganization(orgId);
  if (!org) throw new Error('The organization is gone.');
  return getDiagnosis(alerts, org);
}

const setStatus = ({ alerts }: Office, id: 'print' | 'scan', status_code: StatusCode) =>
  putComponent(alerts.status, systemActor, { region: 'eu', id }, { name: id, job_types: [id], status_code });

describe('a diagnosis', () => {
  it('finds nothing while jobs come as usual and the vendor is well', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T12:00:00Z', usual);
    const { verdict, reasons, job_types } = await diagnosisOf(office);
    expect(verdict).toBe('operational');
    expect(job_types).toEqual([
      {
        job_type: 'print',
        vendor_status_code: 'operational',
        jobs_show: 'as_usual',
        since: null,
        p_value: null,
        jobs_lately: expect.any(Number),
        judged_until: '2026-11-24T12:00:00Z',
        sources: { heard: 1, silent: 0 },
      },
    ]);
    expect(job_types[0]?.jobs_lately).toBeGreaterThan(20);
    expect(reasons.map(({ sentence }) => sentence)).toEqual([
      'The vendor says of print jobs: Operational.',
      `${job_types[0]?.jobs_lately} print jobs came in the last two hours.`,
    ]);
  });

  it('sends us to our own queue when that is dead, and the vendor is well', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T09:00:00Z', usual);
    await office.pass('2026-11-24T12:00:00Z', nothing);
    await setStatus(office, 'scan', 'major_outage');
    const { verdict, since, reasons, job_types, sentence } = await diagnosisOf(office);
    const [anomaly] = await office.anomalies();
    expect({ verdict, since }).toEqual({ verdict: 'local_problem', since: anomaly?.since });
    expect(sentence).toContain('look here first');
    expect(reasons[0]).toEqual({
      kind: anomaly?.kind,
      job_type: 'print',
      since: anomaly?.since,
      p_value: anomaly?.p_value,
      sentence: anomaly?.sentence,
    });
    expect(job_types).toMatchObject([
      { jobs_show: 'unusual', since: anomaly?.since, p_value: anomaly?.p_value },
    ]);
  });

  it('finds nothing to do here when the vendor is down with the same jobs', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T09:00:00Z', usual);
    await office.pass('2026-11-24T12:00:00Z', nothing);
    await setStatus(office, 'print', 'partial_outage');
    expect(await diagnosisOf(office)).toMatchObject({
      verdict: 'vendor_outage',
      job_types: [{ vendor_status_code: 'partial_outage', jobs_show: 'unusual' }],
    });
  });

  it('takes what is wrong with no component in particular for trouble with all', async () => {
    await using office = await openOffice();
    const incident = { name: 'Something', impact: 'major' as const, regions: ['eu'], body: 'We look.' };
    await createIncident(office.alerts.status, systemActor, incident);
    expect((await diagnosisOf(office)).job_types).toMatchObject([{ vendor_status_code: 'partial_outage' }]);
  });

  it('knows nothing when no source is heard, and does not take that for silence', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T09:00:00Z', usual);
    await office.pass('2026-11-24T12:00:00Z', null);
    const { verdict, since, job_types } = await diagnosisOf(office);
    expect({ verdict, since }).toEqual({ verdict: 'no_data', since: '2026-11-24T09:00:05Z' });
    expect(job_types).toMatchObject([{ jobs_show: 'no_data', sources: { heard: 0, silent: 1 } }]);
  });

  it('does not go by what was unusual before nobody was heard any more', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T09:00:00Z', usual);
    await office.pass('2026-11-24T12:00:00Z', nothing);
    office.clock.set('2026-11-24T18:30:00Z');
    expect(await diagnosisOf(office)).toMatchObject({
      verdict: 'no_data',
      reasons: [{ kind: 'vendor' }, { kind: 'sources' }],
    });
  });

  it('has no data where a source has said nothing for long, though it owes no sign of life', async () => {
    await using office = await openOffice();
    const { alerts, orgId } = office;
    await office.pass('2026-11-23T16:00:00Z', usual);
    await alerts.jobs.store.declareSource(orgId, 'cups-01', {
      types: ['print'],
      outcomes: ['completed'],
      intervalSeconds: null,
      timeZone: null,
    });
    office.clock.set('2026-11-24T10:00:00Z');
    expect((await diagnosisOf(office)).job_types).toMatchObject([
      { jobs_show: 'no_data', sources: { heard: 1 } },
    ]);
  });

  it('is still learning in the first week', async () => {
    const opened = Date.parse('2026-11-20T00:00:00Z');
    await using office = await openOffice(['mfp-1'], (device, at) => (at < opened ? 0 : usual(device, at)));
    expect((await diagnosisOf(office)).job_types).toMatchObject([{ jobs_show: 'learning' }]);
  });

  it('takes the status of the region where no component carries such jobs', async () => {
    await using office = await openOffice();
    office.clock.set('2026-11-25T10:00:00Z');
    for (const id of ['print', 'scan'] as const) {
      const input = { name: id, job_types: [], status_code: 'degraded_performance' as const };
      await putComponent(office.alerts.status, systemActor, { region: 'eu', id }, input);
    }
    expect((await diagnosisOf(office)).job_types).toMatchObject([
      { vendor_status_code: 'degraded_performance' },
    ]);
  });

  it('does not go by what somebody called noise', async () => {
    await using office = await openOffice();
    await office.pass('2026-11-24T09:00:00Z', usual);
    await office.pass('2026-11-24T12:00:00Z', nothing);
    const [anomaly] = await office.anomalies();
    const { alerts, orgId } = office;
    await giveAnomalyFeedback(alerts, systemActor, orgId, anomaly?.id ?? '', { opinion: 'noise' });
    expect((await diagnosisOf(office)).verdict).toBe('operational');
  });
});
