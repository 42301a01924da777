import { auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { type Incident, type IncidentUpdate, isOver, resolvedAtBy } from '../status/index.ts';
import { type Concern, concerned } from './concern.ts';
import { type Feed, sourceOf } from './feed.ts';
import { correctedBy, toldBy } from './incident-updates.ts';
import type { FeedIncident, FeedReading } from './reading.ts';
import type { FeedsContext } from './store.ts';

/**
 * Makes the incidents of a feed ours and keeps them up to date. One that was over before it was ever read is not told,
 * and one that a reading no longer lists is resolved, with `farewell` as its last words.
 */
export async function applyIncidents(
  feeds: FeedsContext,
  feed: Feed,
  reading: FeedReading,
  farewell: string,
): Promise<void> {
  const externalIds = reading.incidents.map(({ externalId }) => externalId);
  const known = await feeds.store.listIncidents(feed.id, externalIds);
  // A page of ours tells also what was read from it, and that would be read for ever.
  const listed = reading.incidents.filter(({ externalId }) => !known.some(({ id }) => id === externalId));
  for (const told of listed) {
    const ours = known.find(({ origin }) => origin?.externalId === told.externalId);
    const concern = concerned(feed, reading, told.componentIds);
    if (ours) await follow(feeds, feed, ours, told, concern);
    else if (!isOver(told.status)) await open(feeds, feed, told, concern);
  }
  for (const ours of known) {
    const isListed = listed.some(({ externalId }) => externalId === ours.origin?.externalId);
    if (!isListed && !isOver(ours.updates[0].status)) await resolve(feeds, feed, ours, farewell);
  }
}

async function open(feeds: FeedsContext, feed: Feed, told: FeedIncident, concern: Concern): Promise<void> {
  const now = feeds.clock.now();
  const incident: Incident = {
    id: newId('inc', now),
    kind: 'incident',
    name: told.name,
    jobTypes: null,
    startedAt: told.startedAt,
    createdAt: now,
    updatedAt: now,
    resolvedAt: null,
    url: told.url,
    origin: { feedId: feed.id, externalId: told.externalId },
    version: 1,
    updates: toldBy(feed, told, concern),
  };
  const detail = { name: told.name, external_id: told.externalId, impact: told.impact, ...concern };
  const audit = auditOf(feed, now, 'incident.created', incident.id, detail);
  await feeds.status.store.insertIncident(incident, audit);
}

/** Tells on what the feed tells more of, and what it tells otherwise now. */
async function follow(
  feeds: FeedsContext,
  feed: Feed,
  ours: Incident,
  told: FeedIncident,
  concern: Concern,
): Promise<void> {
  const now = feeds.clock.now();
  const current = await correct(feeds, feed, ours, told);
  const asTold = toldBy(feed, told, concern);
  const fresh = asTold.filter(({ id }) => !current.updates.some((update) => update.id === id));
  const [newest = current.updates[0], ...earlier] = [...fresh, ...current.updates].toSorted(
    (a, b) => b.at - a.at,
  );
  const [wanted] = asTold;
  const updates: Incident['updates'] = saysTheSame(newest, wanted)
    ? [newest, ...earlier]
    : [turnTo(wanted, now), newest, ...earlier];
  const isSame =
    updates.length === current.updates.length && told.name === current.name && told.url === current.url;
  if (isSame) return;
  await write(feeds, feed, { ...current, name: told.name, url: told.url, updates }, 'incident.updated');
}

/** What the feed has put right in what it had told is put right here, and what was told before is kept. */
async function correct(
  feeds: FeedsContext,
  feed: Feed,
  ours: Incident,
  told: FeedIncident,
): Promise<Incident> {
  const now = feeds.clock.now();
  let current = ours;
  for (const { id, before, after } of correctedBy(feed, told, ours)) {
    const [newest, ...earlier] = current.updates.map((update) =>
      update.id === id ? { ...update, body: after, correctedAt: now } : update,
    );
    const updates: Incident['updates'] = [newest ?? current.updates[0], ...earlier];
    const changes = [{ field: 'body', before, after }];
    const correction = {
      id: newId('cor', now),
      incidentId: ours.id,
      at: now,
      actor: sourceOf(feed),
      updateId: id,
      changes,
    };
    const changed = { ...current, updates, updatedAt: now, version: current.version + 1 };
    const audit = auditOf(feed, now, 'incident.corrected', id, { incident_id: ours.id, changes });
    await feeds.status.store.updateIncident(changed, audit, correction);
    current = changed;
  }
  return current;
}

function saysTheSame(a: IncidentUpdate, b: IncidentUpdate): boolean {
  const essence = ({ status, impact, regions, componentImpacts }: IncidentUpdate) =>
    JSON.stringify([status, impact, regions, Object.entries(componentImpacts).sort()]);
  return essence(a) === essence(b);
}

/** The feed changed its mind without saying more: it is told of now, so that what was before stays as it was. */
function turnTo(wanted: IncidentUpdate, now: number): IncidentUpdate {
  return {
    ...wanted,
    id: newId('upd', now),
    at: now,
    body: `Now ${wanted.status}, of impact ${wanted.impact}.`,
  };
}

async function resolve(feeds: FeedsContext, feed: Feed, ours: Incident, farewell: string): Promise<void> {
  const now = feeds.clock.now();
  const [newest] = ours.updates;
  const last: IncidentUpdate = {
    ...newest,
    id: newId('upd', now),
    at: now,
    status: 'resolved',
    body: farewell,
    correctedAt: null,
  };
  await write(feeds, feed, { ...ours, updates: [last, ...ours.updates] }, 'incident.updated');
}

async function write(feeds: FeedsContext, feed: Feed, incident: Incident, action: string): Promise<void> {
  const now = feeds.clock.now();
  const changed: Incident = {
    ...incident,
    updatedAt: now,
    resolvedAt: resolvedAtBy(incident.updates),
    version: incident.version + 1,
  };
  const [{ status, impact, regions, body }] = changed.updates;
  const audit = auditOf(feed, now, action, changed.id, { status, impact, regions, body });
  await feeds.status.store.updateIncident(changed, audit);
}

function auditOf(feed: Feed, at: number, action: string, target: string, detail: Record<string, unknown>) {
  return auditEntry({ name: sourceOf(feed) }, at, { orgId: null, action, target, detail });
}
