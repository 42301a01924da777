import type { Random } from './random.ts';

/** A kind of request: how often it comes in a second, and how long it holds the one thread that answers. */
export interface Kind {
  readonly perSecond: number;
  readonly micros: number;
}

export interface Waiting {
  /** Requests in the queue, as the next one finds them. */
  readonly mean: number;
  readonly longest: number;
  /** From arrival to answer, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** A request takes its time or more: half of it is exponential, as the machine has other things to do. */
function serviceSeconds(micros: number, random: Random): number {
  return (micros / 2 + random.exponential(micros / 2)) / 1e6;
}

/** So many requests of these kinds by chance, answered by one thread in the order they come. */
export function queueAt(kinds: readonly Kind[], requests: number, random: Random): Waiting {
  const total = kinds.reduce((sum, { perSecond }) => sum + perSecond, 0);
  const arrivals: { at: number; micros: number }[] = [];
  let at = 0;
  for (let i = 0; i < requests; i++) {
    at += random.exponential(1 / total);
    arrivals.push({ at, micros: pick(kinds, random.uniform() * total) });
  }
  return answerAll(arrivals, random);
}

/** Arrivals in the order of their times, in seconds. */
export function answerAll(arrivals: readonly { at: number; micros: number }[], random: Random): Waiting {
  const ends: number[] = [];
  const times: number[] = [];
  let freeAt = 0;
  let first = 0;
  let queued = 0;
  let longest = 0;
  for (const { at, micros } of arrivals) {
    while (first < ends.length && (ends[first] ?? 0) <= at) first++;
    const found = ends.length - first;
    queued += found;
    longest = Math.max(longest, found);
    freeAt = Math.max(freeAt, at) + serviceSeconds(micros, random);
    ends.push(freeAt);
    times.push((freeAt - at) * 1000);
  }
  times.sort((a, b) => a - b);
  const quantile = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return {
    mean: arrivals.length === 0 ? 0 : queued / arrivals.length,
    longest,
    p50: quantile(0.5),
    p99: quantile(0.99),
  };
}

function pick(kinds: readonly Kind[], place: number): number {
  let rest = place;
  for (const { perSecond, micros } of kinds) {
    rest -= perSecond;
    if (rest < 0) return micros;
  }
  return kinds.at(-1)?.micros ?? 0;
}
