/** Chance that can be repeated: the same seed gives the same numbers, whenever and in whatever order it is asked. */

/** The next number, from 0 up to but not including 1. */
export type Random = () => number;

/** Mulberry32: 32 bits of state are plenty for the few numbers drawn from each seed. */
export function randomOf(seed: string | number): Random {
  let state = typeof seed === 'string' ? hashOf(seed) : seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seed for numbers of its own, so that how many of them are drawn matters to nobody else. */
export function seedFrom(random: Random): number {
  return Math.floor(random() * 2 ** 32);
}

/** `sigma` 1: two of three lie between a third of the median and three times it. */
export function logNormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * normal(random));
}

/** How many of what happens `mean` times on average happen. */
export function poisson(random: Random, mean: number): number {
  const none = Math.exp(-mean);
  let count = 0;
  for (let left = random(); left > none; left *= random()) count++;
  return count;
}

/** One of the choices, each as often as its share says; there is one at least. */
export function choose<T extends { readonly share: number }>(random: Random, choices: readonly T[]): T {
  const total = choices.reduce((sum, { share }) => sum + share, 0);
  let left = random() * total;
  const chosen = choices.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  const choice = chosen ?? choices.at(-1);
  if (choice === undefined) throw new Error('There is nothing to choose from.');
  return choice;
}

/** Box and Muller's. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash;
}
