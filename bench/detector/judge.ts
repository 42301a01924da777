import { type Organization, perHour } from './simulator.ts';

/** When an organization would have been told, as numbers of buckets, and how strange it was. */
export interface Told {
  readonly bucket: number;
  readonly score: number;
}

export interface Judgement {
  readonly events: number;
  readonly found: number;
  readonly falseAlerts: number;
  readonly months: number;
  /** From the beginning of those found, sorted. */
  readonly delayHours: readonly number[];
}

const perDay = 24 * perHour;
const learningDays = 28;
const graceBuckets = perHour;
const disturbedBuckets = perDay;
const mergedBuckets = 6 * perHour;

/** Compares what was told with what happened. What is told within six hours of the last is the same alert. */
export function judge(
  organizations: readonly Organization[],
  told: readonly (readonly Told[])[],
  limit: number,
): Judgement {
  const all = organizations.map((organization, index) => judgeOne(organization, told[index] ?? [], limit));
  return {
    events: sum(all.map(({ events }) => events)),
    found: sum(all.map(({ found }) => found)),
    falseAlerts: sum(all.map(({ falseAlerts }) => falseAlerts)),
    months: sum(all.map(({ months }) => months)),
    delayHours: all.flatMap(({ delayHours }) => delayHours).sort((a, b) => a - b),
  };
}

/** The lowest limit that has no more than so many false alerts for each organization and month. */
export function limitAt(
  organizations: readonly Organization[],
  told: readonly (readonly Told[])[],
  aMonth: number,
): number {
  const scores = told.flatMap((each) => each.map(({ score }) => score)).sort((a, b) => a - b);
  let [low, high] = [0, scores.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { falseAlerts, months } = judge(organizations, told, scores[middle] ?? Number.POSITIVE_INFINITY);
    if (falseAlerts / months <= aMonth) high = middle;
    else low = middle + 1;
  }
  return scores[low] ?? Number.POSITIVE_INFINITY;
}

function judgeOne(
  { events, series, rollOut }: Organization,
  told: readonly Told[],
  limit: number,
): Judgement {
  const length = series[0]?.length ?? 0;
  const foundAt = new Map<number, number>();
  let falseAlerts = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { bucket, score } of told) {
    if (score < limit || bucket < learningDays * perDay) continue;
    const event = events.findIndex(
      ({ first, last: end }) => bucket >= first && bucket <= end + disturbedBuckets,
    );
    const during = events[event];
    if (during !== undefined) {
      if (bucket <= during.last + graceBuckets && !foundAt.has(event))
        foundAt.set(event, bucket - during.first + 1);
      continue;
    }
    if (rollOut !== null && bucket >= rollOut[0] && bucket <= rollOut[1]) continue;
    if (bucket - last > mergedBuckets) falseAlerts++;
    last = bucket;
  }
  return {
    events: events.length,
    found: foundAt.size,
    falseAlerts,
    months: (length / perDay - learningDays) / 30.4,
    delayHours: [...foundAt.values()].map((buckets) => buckets / perHour),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
