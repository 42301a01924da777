import type { JobEvent } from '@platen/contract';
import { ask, type Platen, type Tenant } from './platen.ts';

let count = 0;

/** A print job of twelve pages that was submitted at eight, waited 4 s and was done after 19 s; of `cups-01`. */
export function jobEvent(fields: Partial<JobEvent> = {}): JobEvent {
  return {
    job_id: `office-mfp/${++count}`,
    type: 'print',
    state: 'completed',
    submitted_at: '2026-11-24T08:00:00Z',
    processing_at: '2026-11-24T08:00:04Z',
    finished_at: '2026-11-24T08:00:19Z',
    updated_at: '2026-11-24T08:00:19Z',
    pages: 12,
    color_pages: 2,
    sheets: 6,
    copies: 1,
    device: 'office-mfp',
    source: 'cups-01',
    ...fields,
  };
}

/** Posts a body to the jobs of the tenant as it is. */
export function postJobs(
  platen: Platen,
  { orgId, key }: Tenant,
  body: string | Uint8Array,
  { type = 'application/json', query = '' } = {},
): Promise<Response> {
  const init = {
    method: 'POST',
    headers: { 'content-type': type },
    body: body as NonNullable<RequestInit['body']>,
  };
  return ask(platen, `/v1/orgs/${orgId}/jobs${query}`, key, init);
}
