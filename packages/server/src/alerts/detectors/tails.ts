/**
 * How surprising a count is: decimal logarithms of the probabilities of the tails, so that the smallest do not vanish.
 * All rest on the incomplete beta function (continued fraction of Lentz) and on Lanczos' logarithm of gamma.
 */

/** log10 of the probability that a negative binomial count is `count` or more; `spread` is its variance beyond Poisson's, in squared means. */
export function log10AtLeast(count: number, mean: number, spread: number): number {
  if (count <= 0) return 0;
  const size = 1 / spread;
  return lnBeta(count, size, mean / (size + mean)) / Math.LN10;
}

/** log10 of the probability that a negative binomial count is `count` or less. */
export function log10AtMost(count: number, mean: number, spread: number): number {
  const size = 1 / spread;
  return lnBeta(size, count + 1, size / (size + mean)) / Math.LN10;
}

/** log10 of the probability that at least `count` of `trials` succeed, each with this probability; fractions are allowed. */
export function log10AtLeastOf(count: number, trials: number, probability: number): number {
  if (count <= 0) return 0;
  if (count > trials) return Number.NEGATIVE_INFINITY;
  return lnBeta(count, Math.max(trials - count, 0) + 1, probability) / Math.LN10;
}

/** The natural logarithm of the regularized incomplete beta function. */
function lnBeta(a: number, b: number, x: number): number {
  if (x <= 0) return Number.NEGATIVE_INFINITY;
  if (x >= 1) return 0;
  const front = lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  if (x < (a + 1) / (a + b + 2)) return Math.min(0, front + Math.log(fraction(a, b, x) / a));
  const other = (Math.exp(front) * fraction(b, a, 1 - x)) / b;
  return Math.log1p(-Math.min(other, 1 - Number.EPSILON));
}

const mostTerms = 300;
const tiny = 1e-300;

function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 1e-8) break;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const base = x + 6.5;
  const series = lanczos.reduce((sum, term, index) => sum + term / (x + index), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
}

const seldom = Math.log10(0.005);

/** 99 of 100 counts of this mean and spread lie between these two, both included. */
export function rangeOf(mean: number, spread: number): { readonly low: number; readonly high: number } {
  const low = leastWhere((count) => log10AtMost(count, mean, spread) > seldom, mean);
  const high = leastWhere((count) => log10AtLeast(count + 1, mean, spread) <= seldom, mean);
  return { low, high };
}

/** The least whole number, from 0 on, from which on something holds; `about` is where to begin to look. */
function leastWhere(holds: (count: number) => boolean, about: number): number {
  let above = Math.ceil(about) + 1;
  while (!holds(above)) above *= 2;
  let below = -1;
  while (above - below > 1) {
    const middle = Math.floor((above + below) / 2);
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** Of so many trials, as many as succeed at most in 199 of 200 cases. */
export function mostOf(trials: number, probability: number): number {
  return leastWhere(
    (count) => log10AtLeastOf(count + 1, trials, probability) <= seldom,
    trials * probability,
  );
}
