import type { JobEvent, JobStats, JobStatsQuery } from '@platen/contract';
import { expect } from 'vitest';
import { jobEvent, postJobs } from './job-events.ts';
import type { Platen, Tenant } from './platen.ts';

export function stats({ client, orgId }: Tenant, query: JobStatsQuery = {}): Promise<JobStats> {
  return client.call('getJobStats', { params: { org_id: orgId }, query });
}

/** A new organization with these events, all of which must be taken. */
export async function tenantWith(platen: Platen, ...events: JobEvent[]): Promise<Tenant> {
  const tenant = await platen.organization();
  await send(platen, tenant, ...events);
  return tenant;
}

export async function send(platen: Platen, tenant: Tenant, ...events: JobEvent[]): Promise<void> {
  const response = await postJobs(platen, tenant, JSON.stringify(events));
  expect(await response.json()).toMatchObject({ rejected: [] });
}

/** An event as of its own submission, without the times that came after. */
export function at(submitted_at: string, fields: Partial<JobEvent> = {}): JobEvent {
  const { processing_at: _, finished_at: __, ...rest } = jobEvent();
  return { ...rest, submitted_at, updated_at: submitted_at, ...fields };
}
