import type { JobEvent } from '@platen/contract';
import { type Organization, systemActor } from '../access/index.ts';
import { declareSource, ingestJobs, type Source } from '../jobs/index.ts';
import { hourMs } from '../kit/instant.ts';
import { busynessOf } from './calendar.ts';
import { jobsOfHour, type Site } from './jobs-of-hour.ts';
import { odditiesOfIncidents, odditiesOfStory } from './oddities.ts';
import type { Feed, Place } from './place.ts';
import { eventAt } from './planned-job.ts';
import { asOf, type DemoRooms } from './rooms.ts';
import { todayOf } from './settle.ts';

/** The jobs of one feed that have not been told, or not to their end. */
export interface Gap {
  readonly site: Site;
  readonly org: Organization;
  readonly feed: Feed;
  /** A full hour. */
  readonly from: number;
}

/** The gaps of a place. A source that a visitor has retired stays so. */
export async function findGaps(rooms: DemoRooms, place: Place, org: Organization): Promise<readonly Gap[]> {
  const sources = new Map(
    (await rooms.jobs.store.listSources(org.orgId)).map((known) => [known.source, known]),
  );
  const gaps: { org: Organization; feed: Feed; from: number }[] = [];
  for (const feed of place.feeds) {
    const known = sources.get(feed.source);
    if (!known?.declared) await declare(rooms, org, feed);
    else if (known.retiredAt !== null) continue;
    gaps.push({ org, feed, from: startOfGap(known, org) });
  }
  const earliest = Math.min(...gaps.map(({ from }) => from));
  const site = await siteOf(rooms, place, org, earliest);
  return gaps.map((gap) => ({ ...gap, site }));
}

const eventsAtOnce = 2_500;

/**
 * Tells the events of a gap, earliest first, and that the source is alive. While some are written the next are made.
 * `progress` is told the hours done.
 */
export async function fillGap(
  rooms: DemoRooms,
  { site, org, feed, from }: Gap,
  now: number,
  progress: (hours: number) => void,
): Promise<void> {
  let events: JobEvent[] = [];
  let posted = Promise.resolve();
  for (let hourAt = from; hourAt <= now; hourAt += hourMs) {
    for (const job of jobsOfHour(site, feed, hourAt)) {
      const event = eventAt(feed, job, now);
      if (event) events.push(event);
    }
    if (events.length < eventsAtOnce) continue;
    await posted;
    posted = post(rooms, org, feed, events);
    events = [];
    progress((hourAt - from) / hourMs);
  }
  await posted;
  await post(rooms, org, feed, events);
}

async function declare(rooms: DemoRooms, org: Organization, feed: Feed): Promise<void> {
  const jobs = asOf(rooms.jobs, org.createdAt);
  await declareSource(jobs, systemActor, org.orgId, feed.source, feed.declares);
}

/** By its end every job of an hour is over, so those before are told to their end. */
const longestMs = 2 * hourMs;

/** What a visitor sent under the source's name may be dated later than we have come. */
function startOfGap(known: Source | undefined, org: Organization): number {
  const opening = Math.ceil(org.createdAt / hourMs) * hourMs;
  const { newestEventAt, heardAt } = known ?? { newestEventAt: null, heardAt: null };
  if (newestEventAt === null || heardAt === null) return opening;
  const unfinished = Math.floor((Math.min(newestEventAt, heardAt) - longestMs) / hourMs) * hourMs;
  return Math.max(opening, unfinished);
}

async function siteOf(rooms: DemoRooms, place: Place, org: Organization, from: number): Promise<Site> {
  const { region, incidents, components } = await rooms.status.store.loadRegion(place.region.id, from);
  const oddities = [
    ...odditiesOfStory(place, todayOf(org)),
    ...odditiesOfIncidents(region, incidents, components),
  ];
  const busynessAt = busynessOf(place.calendar, place.organization.time_zone);
  return { place, openedAt: org.createdAt, oddities, busynessAt };
}

async function post(
  rooms: DemoRooms,
  org: Organization,
  feed: Feed,
  events: readonly JobEvent[],
): Promise<void> {
  const batch = { events: events.map((value, index) => ({ index, value })), rejected: [] };
  const { rejected } = await ingestJobs(rooms.jobs, org, batch, feed.source);
  const [first] = rejected;
  if (first) throw new Error(`The demo made a job that the jobs room rejects: ${first.message}`);
}
