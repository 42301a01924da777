/** A detector on evenly spaced counts: how strange each is by those before it. Any scale, higher is stranger. */
export type Detector = (counts: readonly number[], perDay: number) => readonly number[];

/** What anybody would write in an afternoon: what ours has to beat. */
export const floors: Readonly<Record<string, Detector>> = {
  'median/MAD of the week': medianOfWeek,
  Poisson: poisson,
  'z-score': zScore,
  'day over day': dayOverDay,
};

const weeks = 6;
const fewestWeeks = 3;

/** The distance from the median of the same hour of six weeks, in median absolute deviations. */
function medianOfWeek(counts: readonly number[], perDay: number): number[] {
  return counts.map((count, index) => {
    const past = sameHours(counts, index, perDay);
    if (past.length < fewestWeeks) return 0;
    const middle = median(past);
    const deviation = 1.4826 * median(past.map((value) => Math.abs(value - middle)));
    return Math.abs(count - middle) / Math.max(deviation, Math.sqrt(middle) + 1);
  });
}

/** The distance from the mean of the same hour of six weeks, in the deviations that Poisson would have. */
function poisson(counts: readonly number[], perDay: number): number[] {
  return counts.map((count, index) => {
    const past = sameHours(counts, index, perDay);
    if (past.length < fewestWeeks) return 0;
    const mean = past.reduce((sum, value) => sum + value, 0) / past.length;
    return Math.abs(count - mean) / Math.sqrt(mean + 1);
  });
}

/** The distance from the mean of the last seven days, in their standard deviations. */
function zScore(counts: readonly number[], perDay: number): number[] {
  const length = 7 * perDay;
  let [sum, squares] = [0, 0];
  return counts.map((count, index) => {
    const past = Math.min(index, length);
    const mean = past === 0 ? 0 : sum / past;
    const deviation = Math.sqrt(Math.max(past === 0 ? 0 : squares / past - mean ** 2, 0));
    const leaves = counts[index - length] ?? 0;
    sum += count - leaves;
    squares += count ** 2 - leaves ** 2;
    return past < perDay || deviation === 0 ? 0 : Math.abs(count - mean) / deviation;
  });
}

/** How many times as much as at the same hour of the day before. */
function dayOverDay(counts: readonly number[], perDay: number): number[] {
  return counts.map((count, index) => {
    const before = counts[index - perDay];
    if (before === undefined || Math.max(count, before) < 10) return 0;
    return Math.abs(Math.log((count + 1) / (before + 1)));
  });
}

function sameHours(counts: readonly number[], index: number, perDay: number): number[] {
  const hours: number[] = [];
  for (let week = 1; week <= weeks; week++) {
    const count = counts[index - week * 7 * perDay];
    if (count !== undefined) hours.push(count);
  }
  return hours;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
