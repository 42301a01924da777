import { setImmediate } from 'node:timers/promises';
import type { IngestReceipt } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import { isAbandoned, type Job, type StoredJob } from './job.ts';
import { keptFrom } from './keep.ts';
import { type EventRejection, parseEvent } from './parse-event.ts';
import type { EventBatch } from './read-batch.ts';
import type { JobsContext, Keep } from './store.ts';

/** Half a millisecond: ten thousand parsed in one go would keep everybody else waiting for more than ten. */
const eventsInOneGo = 500;

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
  const oldest = keptFrom(jobs.keep.jobsDays, now);
  const taken: StoredJob[] = [];
  const places: number[] = [];
  const rejected = [...batch.rejected];
  let ignoredFields = 0;
  for (const [i, { index, value }] of batch.events.entries()) {
    if (i % eventsInOneGo === eventsInOneGo - 1) await setImmediate();
    const parsed = parseEvent(value, source, now);
    if (parsed.rejection) {
      rejected.push({ index, ...parsed.rejection });
      continue;
    }
    if (parsed.job.submittedAt < oldest) {
      rejected.push({ index, ...tooOld(parsed.job, jobs.keep) });
      continue;
    }
    taken.push({ ...parsed.job, abandoned: isAbandoned(parsed.job, org.patienceSeconds) });
    places.push(index);
    ignoredFields += parsed.ignoredFields;
  }
  const nothingHeard = taken.length === 0 && source === null;
  const { tooOld: dropped, ...counts } = nothingHeard
    ? { accepted: 0, updated: 0, unchanged: 0, tooOld: [] }
    : await jobs.store.ingest(org.orgId, { jobs: taken, receivedAt: now, heardFrom: source });
  for (const place of dropped) rejected.push({ index: places[place] ?? 0, ...droppedLongAgo });
  rejected.sort((a, b) => a.index - b.index);
  return { ...counts, ignored_fields: ignoredFields, rejected };
}

function tooOld({ submittedAt }: Job, { jobsDays }: Keep): EventRejection {
  return {
    code: 'too_old',
    message: `submitted_at is ${formatInstant(submittedAt)}, and jobs are kept for ${jobsDays} days.`,
    fix: 'Leave it out, or have PLATEN_KEEP_JOBS_DAYS of the server set higher.',
  };
}

/** Whether it was counted before cannot be told any more. */
const droppedLongAgo: EventRejection = {
  code: 'too_old',
  message: 'submitted_at is in a time whose jobs have been dropped.',
  fix: 'Leave it out: it may have been counted already.',
};
