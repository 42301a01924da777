/**
 * Something unusual from its beginning to its end, so that it is told once. It opens at the limit and closes when it has
 * been under half of it in two of three buckets: what goes up and down around the limit is one episode.
 */
export interface Episode {
  /** Since when it is above half of the limit; `null`: it is not. */
  readonly since: number | null;
  readonly open: boolean;
  /** The strength by which it was last told, and when it was last nearly as strong. */
  readonly told: number;
  readonly toldAt: number;
  /** Of the last three buckets, newest first. */
  readonly low: readonly boolean[];
}

export const noEpisode: Episode = { since: null, open: false, told: 0, toldAt: 0, low: [] };

const half = 0.5;
const nearly = 0.7;
const most = 4;
const memoryMs = 12 * 3_600_000;

export interface EpisodeStep {
  readonly episode: Episode;
  /** The strength where it is news: a beginning, or clearly worse than what was told; a fraction of it otherwise. */
  readonly signal: number;
}

export function episodeAfter(before: Episode, at: number, found: number, worse: number): EpisodeStep {
  const strength = Math.min(found, most);
  const forgotten = at - before.toldAt > memoryMs;
  const told = forgotten ? 0 : before.told;
  const isNews = strength > half && strength > told * (told < 1 ? 1.3 : worse);
  const low = [strength < half, ...before.low].slice(0, 3);
  const ended = low.filter(Boolean).length >= 2;
  const open = strength >= 1 || (before.open && !ended);
  return {
    episode: {
      since: strength >= half || open ? (before.since ?? at) : null,
      open,
      told: isNews ? strength : told,
      toldAt: isNews || (told > 0 && strength > told * nearly) ? at : before.toldAt,
      low,
    },
    signal: isNews || told === 0 ? strength : strength * 0.2,
  };
}
