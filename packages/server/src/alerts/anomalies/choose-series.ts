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
/** A state has some 15 kB. */
const mostChosen = 100;
const mostParts = 20;
export const chooseEveryMs = dayMs;

interface Seen {
  readonly key: SeriesKey;
  readonly hours: number[];
  readonly sources: Set<string>;
  jobs: number;
}

/** Chooses by the last four weeks which devices and sources are watched by themselves; small ones are within their type. */
export async function chooseSeries(
  jobs: JobsContext,
  orgId: string,
  sources: readonly Source[],
  before: Choice | null,
): Promise<Choice> {
  const now = jobs.clock.now();
  const { seen, hours } = await lookBack(jobs, orgId, sources, now);
  const rank = Math.floor(hours * busier);
  const ofType = new Map([...seen.values()].map((each) => [keyText(each.key), each.jobs]));
  const parts = [...seen.entries()].filter(([, { key }]) => depthOf(key) === 2);
  const chosen = parts
    .map(([series, each]) => ({ series, ...each, perHour: each.hours.sort((a, b) => b - a)[rank] ?? 0 }))
    .filter(({ series, perHour }) => perHour >= (before?.sources[series] ? enough / 2 : enough))
    .filter(({ key, jobs: own }) => own < nearlyAll * (ofType.get(typeOf(key)) ?? 0))
    .sort((a, b) => b.perHour - a.perHour)
    .slice(0, mostChosen);
  return {
    at: now,
    sources: Object.fromEntries(chosen.map(({ series, sources: from }) => [series, [...from].sort()])),
    shares: sharesOf([...seen.values()]),
  };
}

async function lookBack(jobs: JobsContext, orgId: string, sources: readonly Source[], now: number) {
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
        const known = seen.get(series) ?? { key, hours: [], sources: new Set(), jobs: 0 };
        seen.set(series, known);
        known.sources.add(count.source);
        known.jobs += count.submitted;
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
