import type { IngestReceipt } from '@platen/contract';
import { isAbandoned, type StoredJob } from './job.ts';
import { parseEvent } from './parse-event.ts';
import type { EventBatch } from './read-batch.ts';
import type { JobsContext } from './store.ts';

/**
 * Takes a batch of events: the good ones are on disk when this resolves, the others are in `rejected`. `source` is the
 * source of events that name none, and is heard even if there is no event.
 */
export async function ingestJobs(
  jobs: JobsContext,
  org: { readonly orgId: string; readonly patienceSeconds: number },
  batch: EventBatch,
  source: string | null,
): Promise<IngestReceipt> {
  const now = jobs.clock.now();
  const taken: StoredJob[] = [];
  const rejected = [...batch.rejected];
  let ignoredFields = 0;
  for (const { index, value } of batch.events) {
    const parsed = parseEvent(value, source, now);
    if (parsed.rejection) {
      rejected.push({ index, ...parsed.rejection });
      continue;
    }
    taken.push({ ...parsed.job, abandoned: isAbandoned(parsed.job, org.patienceSeconds) });
    ignoredFields += parsed.ignoredFields;
  }
  rejected.sort((a, b) => a.index - b.index);
  const nothingHeard = taken.length === 0 && source === null;
  const counts = nothingHeard
    ? { accepted: 0, updated: 0, unchanged: 0 }
    : await jobs.store.ingest(org.orgId, { jobs: taken, receivedAt: now, heardFrom: source });
  return { ...counts, ignored_fields: ignoredFields, rejected };
}
