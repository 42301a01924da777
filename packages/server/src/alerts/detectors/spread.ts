/**
 * How much counts scatter beyond Poisson, as a variance in squared means: 0.1 when hours that ought to be alike differ by
 * about a third. It is a ratio of two sums that fade.
 */
export interface Spread {
  readonly beyond: number;
  readonly weight: number;
}

export const firstSpread: Spread = { beyond: 0.05, weight: 1 };

const lifetimeHours = 28 * 24;
const leastSpread = 0.002;
/** Deviations beyond so many standard ones are cut there, so that what is to be found does not hide itself. */
const mostSquared = 9;

export function spreadOf({ beyond, weight }: Spread): number {
  return Math.max(beyond / weight, leastSpread);
}

export function spreadAfter(spread: Spread, count: number, mean: number, hours: number): Spread {
  const now = spread.beyond / spread.weight;
  const squared = Math.min((count - mean) ** 2, mostSquared * (mean + now * mean * mean));
  // Weighted by what a count of this size can tell of the spread.
  const weight = 1 / (1 + mean * now) / (1 + mean * 0.05);
  const left = Math.exp(-hours / lifetimeHours);
  return {
    beyond: Math.max(0, spread.beyond * left + weight * Math.max(-0.5 * mean, squared - mean)),
    weight: spread.weight * left + weight * mean * mean,
  };
}

/** How much more or less one hour of the week scatters than the others: the mean square of its deviations, in variances. */
export function unrestAfter(
  unrest: number,
  count: number,
  mean: number,
  spread: number,
  share: number,
): number {
  const squared = (count - mean) ** 2 / (mean + spread * mean * mean);
  const bounded = Math.min(Math.max(squared, 0.3), 12);
  return Math.round(Math.max(unrest + (bounded - unrest) * 0.08 * share, 0.4) * 1e4) / 1e4;
}
