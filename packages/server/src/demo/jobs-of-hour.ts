import { type JobType, jobTypes } from '@platen/contract';
import { dayMs, hourMs } from '../kit/instant.ts';
import { effectAt, type Oddity } from './oddities.ts';
import type { Feed, Place } from './place.ts';
import { planJob } from './plan-job.ts';
import type { PlannedJob } from './planned-job.ts';
import { choose, logNormal, poisson, type Random, randomOf, seedFrom } from './random.ts';

/** A place with its past. */
export interface Site {
  readonly place: Place;
  /** When its year began. */
  readonly openedAt: number;
  readonly oddities: readonly Oddity[];
  /** From 0 to 1, for the hour that begins at an instant. */
  busynessAt(hourAt: number): number;
}

/** People come with more than one job: with this probability each is followed by another, at the same device. */
const another = 0.5;
/** How much one hour differs from another that ought to be like it. */
const swing = 0.35;
const growthPerYear = 0.12;

/**
 * The jobs that come in from a full hour on until the next. They follow from the site and the hour alone, so that any
 * hour can be made at any time, by itself; an oddity changes what becomes of jobs, or adds or leaves out some, but
 * never makes another job of one. All of them have ended two hours after the hour began.
 */
export function* jobsOfHour(site: Site, feed: Feed, hourAt: number): Generator<PlannedJob> {
  const busyness = site.busynessAt(hourAt);
  if (busyness === 0) return;
  const growth = 1 + (growthPerYear * (hourAt - site.openedAt)) / (365 * dayMs);
  for (const type of jobTypes) {
    const usual = (feed.jobsPerBusyHour[type] ?? 0) * busyness * growth;
    if (usual > 0) yield* jobsOfType(site, feed, { type, hourAt, usual });
  }
}

interface Hour {
  readonly type: JobType;
  readonly hourAt: number;
  /** How many jobs it has on average. */
  readonly usual: number;
}

function* jobsOfType(site: Site, feed: Feed, { type, hourAt, usual }: Hour): Generator<PlannedJob> {
  const hour = hourAt / hourMs;
  const random = randomOf(`${site.place.organization.org_id} ${feed.source} ${type} ${hour}`);
  const devices = site.place.devices.filter(({ types }) => types.includes(type));
  const crowd = Math.max(1, effectAt(site.oddities, type, hourAt).volume);
  const mean = logNormal(random, usual * Math.exp(-(swing ** 2) / 2), swing) * crowd;
  const visits = poisson(random, mean * (1 - another));
  let number = 0;
  for (let visit = 0; visit < visits; visit++) {
    const device = choose(random, devices);
    for (const submittedAt of submissions(random, hourAt)) {
      const jobRandom = randomOf(seedFrom(random));
      const effect = effectAt(site.oddities, type, submittedAt);
      const jobId = `${device.name}/${type}-${hour}-${++number}`;
      if (jobRandom() < effect.volume) yield planJob(jobRandom, { jobId, type, device, submittedAt }, effect);
    }
  }
}

/** When the jobs of one visit are sent. */
function* submissions(random: Random, hourAt: number): Generator<number> {
  let at = hourAt + Math.floor(random() * hourMs);
  do {
    yield at;
    at += Math.floor(15_000 + random() * 90_000);
  } while (random() < another && at < hourAt + hourMs);
}
