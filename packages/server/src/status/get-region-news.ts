import { newsOf, type RegionNews } from './region-news.ts';
import type { StatusContext } from './store.ts';

interface RegionNewsSnapshot {
  readonly region: { readonly id: string; readonly name: string };
  /** Whether anybody may read the region's page. */
  readonly isPublic: boolean;
  readonly news: readonly RegionNews[];
  /** The instant from which the clock alone makes more of it. */
  readonly validUntil: number;
}

/** What the public of a region was told from `since` on; undefined when there is no such region. */
export async function getRegionNews(
  { store, clock }: StatusContext,
  regionId: string,
  since: number,
): Promise<RegionNewsSnapshot | undefined> {
  const [region] = await store.findRegions([regionId]);
  if (!region) return undefined;
  const now = clock.now();
  const told = await store.loadRecentlyTold(regionId, since);
  const turns = told.maintenance
    .filter(({ cancelledAt }) => cancelledAt === null)
    .flatMap(({ announceAt, startsAt, endsAt }) => [announceAt, startsAt, endsAt]);
  return {
    region: { id: region.id, name: region.name },
    isPublic: region.pageAccess === 'public',
    news: newsOf(regionId, told, since, now),
    validUntil: Math.min(...turns.filter((at) => at > now)),
  };
}
