import { expect, it } from 'vitest';
import type { Declaration, JobStore } from '../../jobs/index.ts';
import { aJob, batchOf } from './job-histories.ts';

/** What becomes of sources as they are heard, declare themselves and are retired. `newOrg` names one not seen yet. */
export function describeSources(jobsOf: () => JobStore, newOrg: () => string): void {
  it('is known from its first event, and remembers the newest moment and all that it showed', async () => {
    const org = newOrg();
    const job = aJob();
    await jobsOf().ingest(
      org,
      batchOf([job, aJob({ jobId: '2', state: 'processing', updatedAt: job.updatedAt + 5 })]),
    );
    const [heard] = await jobsOf().listSources(org);
    expect(heard).toMatchObject({
      source: 'cups-01',
      declared: null,
      heardAt: batchOf([]).receivedAt,
      newestEventAt: job.updatedAt + 5,
      retiredAt: null,
    });
    // An old event shows nothing less, and makes nothing older.
    await jobsOf().ingest(
      org,
      batchOf([aJob({ jobId: '3', updatedAt: 1, type: 'scan' })], { receivedAt: 1 }),
    );
    const [later] = await jobsOf().listSources(org);
    expect(later).toEqual({ ...heard, shown: { ...heard?.shown, scan: later?.shown.scan } });
    expect(later?.shown.scan).toBeGreaterThan(0);
  });

  it('keeps what it declared when it is heard, and what it showed when it declares', async () => {
    const org = newOrg();
    await jobsOf().declareSource(org, 'cups-01', aDeclaration);
    await jobsOf().ingest(org, batchOf([aJob()]));
    const [heard] = await jobsOf().listSources(org);
    expect(heard).toMatchObject({ declared: aDeclaration, heardAt: batchOf([]).receivedAt });
    const silent = { ...aDeclaration, intervalSeconds: null };
    expect(await jobsOf().declareSource(org, 'cups-01', silent)).toEqual({
      ...heard,
      declared: silent,
    });
    expect(await jobsOf().listSources(org)).toEqual([{ ...heard, declared: silent }]);
  });

  it('that is retired stays so until it declares itself or reports a job; a sign of life is not enough', async () => {
    const org = newOrg();
    await jobsOf().ingest(org, batchOf([aJob()]));
    expect(await jobsOf().retireSource(org, 'cups-01', 7)).toMatchObject({ retiredAt: 7 });
    expect(await jobsOf().retireSource(org, 'cups-01', 8)).toMatchObject({ retiredAt: 7 });
    await jobsOf().ingest(org, batchOf([], { heardFrom: 'cups-01' }));
    expect(await jobsOf().listSources(org)).toMatchObject([{ retiredAt: 7 }]);
    await jobsOf().ingest(org, batchOf([aJob()]));
    expect(await jobsOf().listSources(org)).toMatchObject([{ retiredAt: null }]);
    await jobsOf().retireSource(org, 'cups-01', 9);
    expect(await jobsOf().declareSource(org, 'cups-01', aDeclaration)).toMatchObject({
      retiredAt: null,
    });
  });

  it('that is not there cannot be retired', async () => {
    expect(await jobsOf().retireSource(newOrg(), 'cups-01', 7)).toBeUndefined();
  });

  it('is listed by name, and not lost when several are declared and heard at once', async () => {
    const org = newOrg();
    const names = Array.from({ length: 9 }, (_, index) => `cups-0${9 - index}`);
    await Promise.all(
      names.flatMap((source) => [
        jobsOf().declareSource(org, source, aDeclaration),
        jobsOf().ingest(org, batchOf([aJob({ source })])),
      ]),
    );
    const sources = await jobsOf().listSources(org);
    expect(sources.map(({ source }) => source)).toEqual(names.toReversed());
    for (const source of sources) {
      expect(source).toMatchObject({ declared: aDeclaration, newestEventAt: aJob().updatedAt });
    }
  });
}

export const aDeclaration: Declaration = {
  types: ['print'],
  outcomes: ['open', 'completed', 'cancelled'],
  intervalSeconds: 60,
  timeZone: 'Europe/Paris',
};
