import { bucketOf } from '../../packages/server/src/jobs/histogram.ts';
import type { Child } from '../support/children.ts';
import { postBody } from '../support/senders.ts';

const dayMs = 86_400_000;
export const monthMs = 30 * dayMs;

/** What every organization has, however many jobs: its counts have no more rows for more of them. */
export const fleet = { sources: 2, devices: 10, types: ['print', 'scan'] } as const;

export interface Month {
  readonly orgId: string;
  readonly key: string;
  readonly jobs: number;
  readonly startMs: number;
}

/** Where engines have words of their own. */
export interface Dialect {
  divided(number: string, by: number): string;
  named(prefix: string, number: string): string;
}

const waits = Array.from({ length: 50 }, (_, i) => 1_000 + i * 200);
const completions = Array.from({ length: 90 }, (_, i) => 9_000 + i * 500);

/** Each duration that occurs, in milliseconds, with the bucket of the histogram that it falls into. */
export const durations = [...new Set([...waits, ...completions])].map(
  (ms) => [ms, bucketOf(ms / 1000)] as const,
);

/** What each column of a job is made of: `i`, its number, and `at`, when it was submitted. */
export function jobColumns({ divided, named }: Dialect): Readonly<Record<string, string>> {
  /** A number below `choices` that looks like chance, and like one of its own for each `multiplier`. */
  const scattered = (choices: number, multiplier: number) =>
    `(${divided(`((i * ${multiplier}) % 4294967291)`, 65_536)} % ${choices})`;
  const device = scattered(fleet.devices, 2654435761);
  return {
    source: named('cups-', `(${device} % ${fleet.sources})`),
    job_id: named('job-', 'i'),
    type: `case when ${scattered(5, 2246822519)} = 0 then 'scan' else 'print' end`,
    state: `case when ${scattered(6, 3266489917)} = 0 then 'cancelled' when ${scattered(6, 3266489917)} = 1 then 'failed'
      else 'completed' end`,
    updated_at: 'at + 60000',
    processing_at: `at + 1000 + ${scattered(waits.length, 668265263)} * 200`,
    finished_at: `at + 9000 + ${scattered(completions.length, 374761393)} * 500`,
    reason: 'null',
    pages: `1 + ${scattered(17, 3339675911)}`,
    color_pages: scattered(3, 2869860233),
    sheets: `1 + ${scattered(9, 1540483477)}`,
    copies: '1',
    device: named('mfp-', device),
  };
}

/** Lets the server hear of the sources what they can see, by jobs of long before the month. */
export async function introduceSources(platen: Child, { orgId, key, startMs }: Month): Promise<void> {
  const at = (seconds: number) => new Date(startMs - 10 * dayMs + seconds * 1000).toISOString();
  const events = Array.from({ length: fleet.sources }, (_, source) =>
    fleet.types.flatMap((type) =>
      ['completed', 'cancelled', 'failed'].map((state) => ({
        ...{ source: `cups-${source}`, job_id: `${type} ${state}`, type, state, device: 'mfp-0' },
        ...{ submitted_at: at(0), processing_at: at(1), finished_at: at(9), updated_at: at(60) },
        ...{ pages: 1, color_pages: 0, sheets: 1, copies: 1 },
      })),
    ),
  );
  await postBody(platen.hello.url ?? '', { orgId, key, body: JSON.stringify(events.flat()) });
}
