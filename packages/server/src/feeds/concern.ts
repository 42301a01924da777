import type { ComponentImpacts } from '../status/index.ts';
import type { Feed } from './feed.ts';
import { names } from './match.ts';
import type { FeedReading } from './reading.ts';

/** Whom something in a feed concerns here. */
export interface Concern {
  readonly regions: readonly string[];
  readonly componentIds: readonly string[];
}

/**
 * The regions and components of those mappings that match what the feed names, and of those that match the feed as a
 * whole. Where it names nothing that is mapped it concerns all regions of the feed: some pages name a placeholder only.
 */
export function concerned({ mappings }: Feed, reading: FeedReading, externalIds: readonly string[]): Concern {
  const named = mappings.filter(({ match }) => names(match, reading, externalIds));
  const matching = mappings.filter((mapping) => mapping.match.page || named.includes(mapping));
  const places = named.length === 0 ? mappings : matching;
  return {
    regions: [...new Set(places.map(({ region }) => region))].sort(),
    componentIds: [...new Set(matching.map(({ component_id }) => component_id))].sort(),
  };
}

/** Their own status tells how bad it is for them. */
export function withoutImpact(componentIds: readonly string[]): ComponentImpacts {
  return Object.fromEntries(componentIds.map((id) => [id, 'none']));
}
