import type { Region as RegionBody, RegionPut } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { type Region, regionBody } from './region.ts';
import type { StatusContext } from './store.ts';

/** Creates a region or renames it. */
export async function putRegion(
  status: StatusContext,
  actor: Actor,
  id: string,
  input: RegionPut,
): Promise<RegionBody> {
  const now = status.clock.now();
  const [known] = await status.store.findRegions([id]);
  const region: Region = {
    id,
    name: input.name,
    pageAccess: input.page_access ?? known?.pageAccess ?? 'public',
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: known ? 'region.updated' : 'region.created',
    target: id,
    detail: { ...input },
  });
  await status.store.saveRegion(region, audit);
  return regionBody(region);
}

export async function listRegions(status: StatusContext, page: PageRequest): Promise<PageOf<RegionBody>> {
  const rows = await status.store.listRegions(page);
  return pageOf(rows.map(regionBody), page.limit, (region) => region.id);
}
