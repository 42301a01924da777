import { shapes } from '../support/events.ts';
import type { Result } from '../support/result.ts';
import type { Engine } from './engine.ts';
import { eventsOf, takeByStore } from './ingest.ts';

/** What jobs take on disk, with their indexes, once the store has taken them. */
export async function benchBytes(engines: readonly Engine[]): Promise<Result> {
  const rows: string[][] = [];
  const constants: Record<string, number> = {};
  for (const engine of engines) {
    for (const shape of shapes) {
      await using place = await engine.place();
      await takeByStore(engine, place, shape);
      const { jobs, eventBytes, countBytes } = await place.sizes();
      const [events, counts] = [eventBytes / jobs, countBytes / jobs];
      rows.push([
        `${engine.name}, ${shape}`,
        ...[events, counts, events + counts].map((bytes) => bytes.toFixed(0)),
      ]);
      constants[`${engine.name}, ${shape}: events of a job, bytes`] = events;
      constants[`${engine.name}, ${shape}: counts of a job, bytes`] = counts;
    }
  }
  return {
    tables: [
      {
        title: `Storage: MB a million jobs, from ${eventsOf.live} and ${eventsOf.spread} events`,
        head: ['', 'events', 'counts', 'in all'],
        rows,
      },
    ],
    verdicts: [],
    notes: [
      'Counts take the less a job, the more jobs there are of a device in a quarter of an hour; *spread* is the worst: one.',
    ],
    constants,
  };
}
