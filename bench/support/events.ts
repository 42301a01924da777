import type { JobEvent } from '@platen/contract';

const states = ['completed', 'completed', 'completed', 'completed', 'cancelled', 'failed'] as const;

/** A batch of live-looking events of one source; every fifth is one of the batch before, corrected. */
export function makeBatch(batch: number, size: number, startMs: number): JobEvent[] {
  return Array.from({ length: size }, (_, i): JobEvent => {
    const again = i % 5 === 4 && batch > 0;
    const number = (again ? batch - 1 : batch) * size + i - (again ? 1 : 0);
    const submittedMs = startMs + number * 100;
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
  });
}
