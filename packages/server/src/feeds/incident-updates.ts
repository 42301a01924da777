import { createHash } from 'node:crypto';
import type { Incident, IncidentUpdate } from '../status/index.ts';
import { type Concern, withoutImpact } from './concern.ts';
import type { Feed } from './feed.ts';
import type { FeedIncident, FeedUpdate } from './reading.ts';

/**
 * The updates of an incident as ours. All are of the impact that the feed gives the incident now: it does not tell what
 * that was before.
 */
export function toldBy(feed: Feed, told: FeedIncident, concern: Concern): Incident['updates'] {
  const ours = (update: FeedUpdate): IncidentUpdate => ({
    id: idOf(feed, told, update),
    at: update.at,
    status: update.status,
    body: update.body,
    impact: told.impact,
    regions: concern.regions,
    componentImpacts: withoutImpact(concern.componentIds),
    correctedAt: null,
  });
  const [newest, ...earlier] = told.updates;
  return [ours(newest), ...earlier.map(ours)];
}

/** What has other words now than when it was first read. */
export function correctedBy(feed: Feed, told: FeedIncident, ours: Incident) {
  return told.updates.flatMap((update) => {
    const id = idOf(feed, told, update);
    const known = ours.updates.find((candidate) => candidate.id === id);
    return known && known.body !== update.body ? [{ id, before: known.body, after: update.body }] : [];
  });
}

/** The same for the same update of the same feed, so that it is known when it is read again. */
function idOf(feed: Feed, { externalId }: FeedIncident, update: FeedUpdate): string {
  const name = JSON.stringify([feed.id, externalId, update.externalId]);
  return `upd_${createHash('sha256').update(name).digest('hex').slice(0, 26)}`;
}
