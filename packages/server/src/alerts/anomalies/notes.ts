import { isStale, type Source } from '../../jobs/index.ts';
import { dayMs, minuteMs } from '../../kit/instant.ts';

/** What is remembered of an organization from one turn to the next, as JSON. */
export interface Notes {
  readonly version: 2;
  /** When its sources were last looked at. */
  readonly lookedAt: number | null;
  /** Times in which a source was not heard. */
  readonly gaps: readonly Gap[];
  readonly choice: Choice | null;
}

export interface Gap {
  readonly source: string;
  readonly from: number;
  /** `null` while it lasts. */
  readonly to: number | null;
}

/** Which devices and sources have enough jobs to be watched by themselves. */
export interface Choice {
  readonly at: number;
  /** By series: the sources that tell of it. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** Types of several with too few jobs for their counts to be told of by themselves: they are within all jobs. */
  readonly small: readonly string[];
  /** By series that is made of others: what part of its jobs is usually whose. */
  readonly shares: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By series: the jobs of the four weeks before, as far as they were known then. */
  readonly jobs: Readonly<Record<string, number>>;
  /** How many hours of those are known. */
  readonly hours: number;
}

const nothingNoted: Notes = { version: 2, lookedAt: null, gaps: [], choice: null };

export function readNotes(text: string | null): Notes {
  if (text === null) return nothingNoted;
  const notes = JSON.parse(text) as { readonly version: number };
  return notes.version === 2 ? (notes as Notes) : nothingNoted;
}

const keptMs = 14 * dayMs;
/** Turns come every quarter of an hour at least: when they have not, nobody has listened. */
const awayMs = 25 * minuteMs;

/** Notes which sources are not heard, and which are heard again. Of those that have no interval nobody knows. */
export function hearSources(notes: Notes, sources: readonly Source[], now: number): Notes {
  const gaps = notes.gaps.filter(({ to }) => to === null || to > now - keptMs);
  const { lookedAt } = notes;
  for (const source of sources) {
    const stale = isStale(source, now);
    if (stale === null) continue;
    const { source: name, heardAt } = source;
    const index = gaps.findIndex((gap) => gap.source === name && gap.to === null);
    const lasting = gaps[index];
    if (stale && !lasting) gaps.push({ source: name, from: heardAt ?? now, to: null });
    if (!stale && lasting) gaps[index] = { ...lasting, to: heardAt };
    const wasAway = lookedAt !== null && now - lookedAt > awayMs;
    if (!stale && !lasting && wasAway) gaps.push({ source: name, from: lookedAt, to: heardAt });
  }
  return { ...notes, lookedAt: now, gaps };
}
