import { countSteps, type JobsContext, type Source } from '../../jobs/index.ts';
import { dayMs, hourMs } from '../../kit/instant.ts';
import type { Choice } from './notes.ts';
import { depthOf, keyText, type SeriesKey } from './series-key.ts';
import { keysOf } from './slot-table.ts';

const weekMs = 7 * dayMs;
const weeks = 4;
/** Jobs in an hour that is busier than nine of ten; what is watched stays so with half as many. */
const enough = 8;
const busier = 0.1;
/** Who has nearly all jobs of a type is watched with the type. */
const nearlyAll = 0.9;
/** A state has some 20 kB. */
const mostChosen = 100;
const mostParts = 20;

/** What is young changes fast: much of it may just be imported. */
export function isChosenAnew({ at, hours }: Choice, now: number): boolean {
  return now - at >= (hours * hourMs < weekMs ? hourMs : dayMs);
}

interface Seen {
  readonly key: SeriesKey;
  readonly hours: number[];
  readonly sources: Set<string>;
  jobs: number;
  /** Of the time that the choice before had looked at. */
  jobsBefore: number;
}

/** Much more than was known, and not a few jobs that were late. */
const more = { times: 1.25, jobs: 50 };

/**
 * Chooses by the last four weeks which devices and sources are watched by themselves; small ones are within their type.
 * `toldLater` are the series of which a good part was told only after the choice before, as by an import: what was learned
 * of them is wrong.
 */
export async function chooseSeries(
  jobs: JobsContext,
  orgId: string,
  sources: readonly Source[],
  before: Choice | null,
): Promise<{ readonly choice: Choice; readonly toldLater: ReadonlySet<string> }> {
  const now = jobs.clock.now();
  const { seen, hours } = await lookBack(jobs, orgId, sources, now, before?.at ?? 0);
  const rank = Math.floor(hours * busier);
  const ofType = new Map([...seen.values()].map((each) => [keyText(each.key), each.jobs]));
  const all = [...seen].map(([series, each]) => ({
    series,
    ...each,
    perHour: each.hours.sort((a, b) => b - a)[rank] ?? 0,
  }));
  const types = all.filter(({ key }) => depthOf(key) === 1);
  const isSmall = (series: string, perHour: number) =>
    perHour < (before && !before.small.includes(series) ? enough / 2 : enough);
  const chosen = all
    .filter(({ key }) => depthOf(key) === 2)
    .filter(({ series, perHour }) => perHour >= (before?.sources[series] ? enough / 2 : enough))
    .filter(({ key, jobs: own }) => own < nearlyAll * (ofType.get(typeOf(key)) ?? 0))
    .sort((a, b) => b.perHour - a.perHour)
    .slice(0, mostChosen);
  const choice = {
    at: now,
    sources: Object.fromEntries(chosen.map(({ series, sources: from }) => [series, [...from].sort()])),
    small: types.flatMap(({ series, perHour }) =>
      types.length > 1 && isSmall(series, perHour) ? [series] : [],
    ),
    shares: sharesOf([...seen.values()]),
    jobs: Object.fromEntries([...seen].map(([series, each]) => [series, each.jobs])),
    hours,
  };
  const isToldLater = ([series, { jobsBefore }]: [string, Seen]) =>
    before !== null && jobsBefore > more.times * (before.jobs[series] ?? 0) + more.jobs;
  return { choice, toldLater: new Set([...seen].filter(isToldLater).map(([series]) => series)) };
}

async function lookBack(
  jobs: JobsContext,
  orgId: string,
  sources: readonly Source[],
  now: number,
  beforeAt: number,
) {
  const endBefore = Math.floor(beforeAt / hourMs) * hourMs;
  const end = Math.floor(now / hourMs) * hourMs;
  const floor = (await jobs.store.floors()).counts;
  const seen = new Map<string, Seen>();
  let first = end;
  for (let week = weeks; week > 0; week--) {
    const from = Math.max(end - week * weekMs, Math.ceil(floor / hourMs) * hourMs);
    const to = end - (week - 1) * weekMs;
    const counts = await countSteps(jobs, orgId, sources, { from, to, stepMs: hourMs });
    for (const each of counts) first = Math.min(first, each.at);
    const inHour = new Map<string, { readonly seen: Seen; jobs: number }>();
    for (const count of counts) {
      for (const key of keysOf(count)) {
        const series = keyText(key);
        const known = seen.get(series) ?? { key, hours: [], sources: new Set(), jobs: 0, jobsBefore: 0 };
        seen.set(series, known);
        known.sources.add(count.source);
        known.jobs += count.submitted;
        if (count.at < endBefore) known.jobsBefore += count.submitted;
        const hour = inHour.get(`${count.at} ${series}`) ?? { seen: known, jobs: 0 };
        hour.jobs += count.submitted;
        inHour.set(`${count.at} ${series}`, hour);
      }
    }
    for (const hour of inHour.values()) hour.seen.hours.push(hour.jobs);
  }
  return { seen, hours: (end - first) / hourMs };
}

function typeOf({ jobType }: SeriesKey): string {
  return keyText({ jobType, device: null, source: null });
}

/** The types of all jobs, and the devices of each type, with the most jobs. */
function sharesOf(seen: readonly Seen[]): Choice['shares'] {
  const shares: Record<string, Record<string, number>> = {};
  for (const whole of seen.filter(({ key }) => depthOf(key) < 2)) {
    const parts = seen
      .filter(({ key }) =>
        whole.key.jobType === null
          ? depthOf(key) === 1
          : key.device !== null && key.jobType === whole.key.jobType,
      )
      .sort((a, b) => b.jobs - a.jobs)
      .slice(0, mostParts);
    shares[keyText(whole.key)] = Object.fromEntries(
      parts.map(({ key, jobs }) => [key.device ?? key.jobType ?? '', jobs / whole.jobs]),
    );
  }
  return shares;
}
