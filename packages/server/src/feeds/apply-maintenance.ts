import { auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { hourMs } from '../kit/instant.ts';
import type { Maintenance } from '../status/index.ts';
import { type Concern, concerned } from './concern.ts';
import { type Feed, sourceOf } from './feed.ts';
import type { FeedMaintenance, FeedReading } from './reading.ts';
import type { FeedsContext } from './store.ts';

/**
 * Makes the maintenance of a feed ours and keeps it up to date. What is no longer listed is called off, or ends. Its
 * regions stay those that it had when it was first read.
 */
export async function applyMaintenance(feeds: FeedsContext, feed: Feed, reading: FeedReading): Promise<void> {
  const now = feeds.clock.now();
  const externalIds = reading.maintenance.map(({ externalId }) => externalId);
  const known = await feeds.store.listMaintenance(feed.id, externalIds, now);
  const listed = reading.maintenance.filter(({ externalId }) => !known.some(({ id }) => id === externalId));
  for (const told of listed) {
    const ours = known.find(({ origin }) => origin?.externalId === told.externalId);
    const concern = concerned(feed, reading, told.componentIds);
    if (ours) await follow(feeds, feed, ours, told, concern);
    else await schedule(feeds, feed, told, concern);
  }
  for (const ours of known) {
    const isListed = listed.some(({ externalId }) => externalId === ours.origin?.externalId);
    if (!isListed) await write(feeds, feed, { ...ours, ...closed(ours, now) });
  }
}

async function schedule(
  feeds: FeedsContext,
  feed: Feed,
  told: FeedMaintenance,
  { regions, componentIds }: Concern,
): Promise<void> {
  const now = feeds.clock.now();
  const time = timeOf(told, undefined, now);
  if (time.cancelledAt !== null || time.endsAt <= now) return;
  const maintenance: Maintenance = {
    id: newId('mnt', now),
    name: told.name,
    body: told.body,
    regions,
    componentIds,
    announceAt: Math.min(now, time.startsAt),
    ...time,
    origin: { feedId: feed.id, externalId: told.externalId },
    createdAt: now,
    updatedAt: now,
    version: 1,
    news: [],
  };
  await feeds.status.store.insertMaintenance(
    maintenance,
    auditOf(feed, now, 'maintenance.created', maintenance),
  );
}

async function follow(
  feeds: FeedsContext,
  feed: Feed,
  ours: Maintenance,
  told: FeedMaintenance,
  { componentIds }: Concern,
): Promise<void> {
  const time = timeOf(told, ours, feeds.clock.now());
  const changed: Maintenance = {
    ...ours,
    name: told.name,
    body: told.body,
    componentIds,
    announceAt: Math.min(ours.announceAt, time.startsAt),
    ...time,
  };
  if (JSON.stringify(changed) !== JSON.stringify(ours)) await write(feeds, feed, changed);
}

type Time = Pick<Maintenance, 'startsAt' | 'endsAt' | 'cancelledAt'>;

/** Ours begins and ends by the clock; where the feed's did not, ours is moved to what it says. */
function timeOf(told: FeedMaintenance, ours: Time | undefined, now: number): Time {
  const plannedEnd =
    told.endsAt !== null && told.endsAt > told.startsAt ? told.endsAt : told.startsAt + hourMs;
  const planned: Time = { startsAt: told.startsAt, endsAt: plannedEnd, cancelledAt: null };
  switch (told.status) {
    case 'scheduled':
      return planned;
    case 'completed':
      if (ours && isDone(ours, now)) return pick(ours);
      // It may have gone on for longer than it was planned to.
      return closed({ ...planned, endsAt: ours?.endsAt ?? planned.endsAt }, now);
    case 'in_progress': {
      const begun = ours && ours.startsAt <= now ? ours.startsAt : now;
      const reached = ours && ours.endsAt > now ? ours.endsAt : now + hourMs;
      return {
        startsAt: Math.min(planned.startsAt, begun),
        endsAt: planned.endsAt > now ? planned.endsAt : reached,
        cancelledAt: null,
      };
    }
  }
}

function isDone({ cancelledAt, endsAt }: Time, now: number): boolean {
  return cancelledAt !== null || endsAt <= now;
}

function pick({ startsAt, endsAt, cancelledAt }: Time): Time {
  return { startsAt, endsAt, cancelledAt };
}

/** What has begun ends now at the latest, what has not is called off. */
function closed(time: Time, now: number): Time {
  const { startsAt, endsAt } = time;
  return startsAt < now
    ? { startsAt, endsAt: Math.min(endsAt, now), cancelledAt: null }
    : { startsAt, endsAt, cancelledAt: now };
}

async function write(feeds: FeedsContext, feed: Feed, maintenance: Maintenance): Promise<void> {
  const now = feeds.clock.now();
  const changed = { ...maintenance, updatedAt: now, version: maintenance.version + 1 };
  await feeds.status.store.updateMaintenance(changed, auditOf(feed, now, 'maintenance.updated', changed));
}

function auditOf(feed: Feed, now: number, action: string, maintenance: Maintenance) {
  const { id, name, startsAt, endsAt, cancelledAt } = maintenance;
  const detail = { name, starts_at: startsAt, ends_at: endsAt, cancelled_at: cancelledAt };
  return auditEntry({ name: sourceOf(feed) }, now, { orgId: null, action, target: id, detail });
}
