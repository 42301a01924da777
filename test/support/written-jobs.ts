import type { IngestReceipt, JobEvent } from '@platen/contract';
import { PlatenClient } from '@platen/sdk';
import { expect } from 'vitest';

export interface Account {
  readonly orgId: string;
  readonly key: string;
}

/** Batches by what became of them, and how many jobs they are about. */
export interface Written {
  readonly acknowledged: JobEvent[][];
  readonly unanswered: JobEvent[][];
  jobs: number;
}

export const jobsPerBatch = 20;
const pagesPerJob = 3;
const start = Date.UTC(2026, 0, 5);

/** Two events of each job: it begins, and it is done. Batches spread over a day, so that they write to many rows. */
export function nextBatch(firstJob: number, turn: number): JobEvent[] {
  const at = (seconds: number) => new Date(start + (turn % 96) * 900_000 + seconds * 1000).toISOString();
  const jobs = Array.from({ length: jobsPerBatch }, (_, index) => `job-${firstJob + index}`);
  return jobs.flatMap((job_id): JobEvent[] => {
    const job = { job_id, type: 'print', submitted_at: at(0), source: 'cups-01', device: 'mfp-1' } as const;
    return [
      { ...job, state: 'processing', updated_at: at(1), pages: 1 },
      { ...job, state: 'completed', updated_at: at(2), finished_at: at(2), pages: pagesPerJob },
    ];
  });
}

/** Every acknowledged batch is there exactly once, and each other one whole or not at all. */
export async function expectAll(url: string, { orgId, key }: Account, written: Written): Promise<void> {
  const { acknowledged, unanswered, jobs } = written;
  const client = new PlatenClient({ url, key });
  const again = (body: JobEvent[]) => client.call('postJobs', { params: { org_id: orgId }, body });
  const known = { accepted: 0, updated: 0, unchanged: 2 * jobsPerBatch, rejected: [] };
  const counts = async () => {
    const query = { from: '2026-01-05', to: '2026-01-06', time_zone: 'UTC' };
    return (await client.call('getJobStats', { params: { org_id: orgId }, query })).jobs.print;
  };

  const before = await counts();
  for (const batch of acknowledged) expect(await again(batch)).toMatchObject(known);
  expect(await counts()).toEqual(before);

  let lost = 0;
  for (const batch of unanswered) {
    const receipt: IngestReceipt = await again(batch);
    if (receipt.accepted === 0) expect(receipt).toMatchObject(known);
    else expect(receipt).toMatchObject({ accepted: jobsPerBatch, updated: jobsPerBatch, unchanged: 0 });
    lost += receipt.accepted;
  }
  expect(before).toMatchObject({ submitted: jobs - lost, completed: jobs - lost, open: 0 });
  expect(before?.pages).toBe((jobs - lost) * pagesPerJob);
  expect(await counts()).toMatchObject({
    submitted: jobs,
    completed: jobs,
    open: 0,
    pages: jobs * pagesPerJob,
  });
}
