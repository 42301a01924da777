import { getRegionPage, type StatusContext } from '../../status/index.ts';
import { type OfRegion, RegionMemory } from '../manners/region-memory.ts';

type PageOfRegion = NonNullable<Awaited<ReturnType<typeof getRegionPage>>>;

export type RegionPages = RegionMemory<PageOfRegion>;

export function rememberPages(status: StatusContext): RegionPages {
  return new RegionMemory(status, (region) => getRegionPage(status, region));
}

const regionsAtOnce = 500;

/** The pages that anyone may read, by the ids of their regions. */
export async function openPages(
  status: StatusContext,
  pages: RegionPages,
): Promise<OfRegion<PageOfRegion>[]> {
  const open: OfRegion<PageOfRegion>[] = [];
  let after: string | undefined;
  do {
    const page = after === undefined ? { limit: regionsAtOnce } : { limit: regionsAtOnce, after };
    const regions = await status.store.listRegions(page);
    for (const { id } of regions.slice(0, regionsAtOnce)) {
      const made = await pages.of(id);
      if (made?.value.access === 'public') open.push(made);
    }
    after = regions.length > regionsAtOnce ? regions[regionsAtOnce - 1]?.id : undefined;
  } while (after !== undefined);
  return open;
}
