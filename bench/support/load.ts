import autocannon from 'autocannon';
import type { Child } from './children.ts';

export const seconds = 6;
export const connections = 24;
export const rounds = 3;

export interface Measured {
  readonly perSecond: number;
  /** Processor time of the server for one request, in microseconds. */
  readonly cpuMicros: number;
}

export interface Target {
  readonly name: string;
  readonly child: Child;
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** Loads the targets by turns, and gives the best round of each by its name. */
export async function bestOf(targets: readonly Target[]): Promise<Record<string, Measured>> {
  const best: Record<string, Measured> = {};
  for (let round = 0; round < rounds; round++) {
    for (const target of targets) {
      const measured = await load(target);
      const known = best[target.name];
      if (!known || measured.perSecond > known.perSecond) best[target.name] = measured;
    }
  }
  return best;
}

async function load({ child, url, headers }: Target): Promise<Measured> {
  const before = await child.usage();
  const result = await autocannon({ url, headers, connections, duration: seconds });
  const after = await child.usage();
  if (result.errors > 0 || result['5xx'] > 0 || result['4xx'] > 0)
    throw new Error(`The load on ${url} had failures.`);
  const requests = result.requests.total;
  return {
    perSecond: requests / result.duration,
    cpuMicros: ((after.cpuSeconds - before.cpuSeconds) / requests) * 1e6,
  };
}
