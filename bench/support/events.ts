import type { JobEvent } from '@platen/contract';
import type { StoredJob } from '../../packages/server/src/jobs/index.ts';

const states = ['completed', 'completed', 'completed', 'completed', 'cancelled', 'failed'] as const;
const hourMs = 3_600_000;

/** The organization of this number, from 0. */
export function orgIdOf(number: number): string {
  return (0x4725fffa - number).toString(16);
}

/** How batches come: one source's of now, a fifth sent again; or everybody's of a month, all over it. */
export const shapes = ['live', 'spread'] as const;
export type Shape = (typeof shapes)[number];

export const spreadOver = { organizations: 20, hours: 720 };

export interface OrgBatch {
  /** The number of the organization. */
  readonly org: number;
  readonly events: readonly JobEvent[];
}

/** The batches of a run. The latest job is submitted before `nowMs`. */
export function makeBatches(shape: Shape, batches: number, size: number, nowMs: number): OrgBatch[] {
  const thisHour = Math.floor(nowMs / hourMs) * hourMs;
  const { organizations, hours } = spreadOver;
  return Array.from({ length: batches }, (_, batch) =>
    shape === 'live'
      ? { org: 0, events: makeBatch(batch, size, thisHour - 20 * hourMs) }
      : {
          org: batch % organizations,
          events: makeSpreadBatch(batch, size, thisHour - (hours + 1) * hourMs),
        },
  );
}

/** A batch of live-looking events of one source; every fifth is one of the batch before, corrected. */
export function makeBatch(batch: number, size: number, startMs: number): JobEvent[] {
  return Array.from({ length: size }, (_, i) => {
    const again = i % 5 === 4 && batch > 0;
    const number = (again ? batch - 1 : batch) * size + i - (again ? 1 : 0);
    return makeEvent(number, startMs + number * 100, again);
  });
}

/** Each event in another hour than the one before it. */
function makeSpreadBatch(batch: number, size: number, startMs: number): JobEvent[] {
  return Array.from({ length: size }, (_, i) => {
    const number = batch * size + i;
    return makeEvent(
      number,
      startMs + ((number * 7919) % spreadOver.hours) * hourMs + (number % 3600) * 1000,
      false,
    );
  });
}

function makeEvent(number: number, submittedMs: number, again: boolean): JobEvent {
  const at = (ms: number) => new Date(ms).toISOString();
  return {
    job_id: `mfp-${number % 20}/${number}`,
    type: 'print',
    state: states[number % states.length] ?? 'completed',
    submitted_at: at(submittedMs),
    processing_at: at(submittedMs + 1000 + (number % 50) * 200),
    finished_at: at(submittedMs + 9000 + (number % 90) * 500),
    updated_at: at(submittedMs + 60_000 + (again ? 1000 : 0)),
    pages: (number % 17) + 1,
    color_pages: number % 3,
    sheets: (number % 9) + 1,
    copies: 1,
    device: `mfp-${number % 20}`,
    source: 'cups-01',
  };
}

/** What the server makes of an event. */
export function jobOf(event: JobEvent): StoredJob {
  return {
    source: event.source ?? '',
    jobId: event.job_id,
    submittedAt: Date.parse(event.submitted_at),
    type: event.type,
    state: event.state === 'canceled' ? 'cancelled' : event.state,
    updatedAt: Date.parse(event.updated_at),
    processingAt: Date.parse(event.processing_at ?? ''),
    finishedAt: Date.parse(event.finished_at ?? ''),
    reason: null,
    pages: event.pages ?? null,
    colorPages: event.color_pages ?? null,
    sheets: event.sheets ?? null,
    copies: event.copies ?? null,
    device: event.device ?? null,
    abandoned: false,
  };
}
