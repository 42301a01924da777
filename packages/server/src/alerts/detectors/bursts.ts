import { hourMs } from '../../kit/instant.ts';

/**
 * The greatest of something in each quarter of a day, as the mean and the variance of its logarithm, fading: what the most
 * unusual moments are usually like. Counts have tails that no formula foresees; a site where hundreds of jobs come at once
 * every other day is not to be told each time.
 */
export interface Bursts {
  /** Of the present quarter of a day. */
  readonly greatest: number;
  readonly quarters: number;
  readonly mean: number;
  /** Sum of squared deviations. */
  readonly squares: number;
}

export const noBursts: Bursts = { greatest: 0, quarters: 0, mean: 0, squares: 0 };

const quarterMs = 6 * hourMs;
const left = Math.exp(-quarterMs / (14 * 24 * hourMs));
const fewestQuarters = 4;
/** A few jobs more or less are no burst. */
const ground = 3;
const leastDeviation = 0.3;

/** How far a size stands out of past ones, in standard deviations; 0 while there are too few to tell. */
export function standingOut({ quarters, mean, squares }: Bursts, size: number): number {
  if (quarters < fewestQuarters) return 0;
  const deviation = Math.sqrt(squares / quarters) + leastDeviation;
  return Math.max(0, (Math.log(Math.max(size, 0) + ground) - mean) / deviation);
}

/** After a size that was seen in the bucket at this instant. */
export function burstsAfter(bursts: Bursts, size: number, at: number, stepMs: number): Bursts {
  const greatest = Math.max(bursts.greatest, size);
  const ends = (at + stepMs) % quarterMs < stepMs;
  if (!ends) return greatest === bursts.greatest ? bursts : { ...bursts, greatest };
  const height = Math.log(greatest + ground);
  const quarters = bursts.quarters * left + 1;
  const mean = bursts.mean + (height - bursts.mean) / quarters;
  return { greatest: 0, quarters, mean, squares: bursts.squares * left + (height - mean) ** 2 };
}
