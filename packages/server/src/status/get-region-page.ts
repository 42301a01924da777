import type { PageAccess } from '@platen/contract';
import { courseOf, lastTurn } from './course.ts';
import { lastDays, nextSpanAt } from './history-span.ts';
import { historyDays, type PageIncident, type PageMaintenance, type RegionPage } from './region-page.ts';
import type { StatusContext } from './store.ts';
import { nextTurn } from './system-status.ts';
import { pageIncident, pageMaintenance } from './told-on-page.ts';
import { writeRegionPage } from './write-region-page.ts';

interface RegionPageSnapshot {
  readonly page: RegionPage;
  /** Who may read it. */
  readonly access: PageAccess;
  /** The instant from which the clock alone makes the page another. */
  readonly validUntil: number;
}

/** All that is told to the public of a region; undefined when there is no such region. */
export async function getRegionPage(
  { store, clock }: StatusContext,
  regionId: string,
): Promise<RegionPageSnapshot | undefined> {
  const [region] = await store.findRegions([regionId]);
  if (!region) return undefined;
  const now = clock.now();
  const span = lastDays(historyDays, now);
  const facts = await store.loadRegion(regionId, span.from);
  const course = courseOf(facts, now);
  const since =
    lastTurn(course.region) ?? lastTurn(courseOf(await store.loadRegion(regionId, 0), now).region);
  return {
    page: writeRegionPage(region, facts, { course, span, since }, now),
    access: region.pageAccess,
    validUntil: Math.min(nextTurn(facts, now) ?? Number.POSITIVE_INFINITY, nextSpanAt(span)),
  };
}

/** An incident that may be older than the page's history; undefined when the region never had it. */
export async function findIncidentOnPage(
  { store }: StatusContext,
  regionId: string,
  id: string,
): Promise<PageIncident | undefined> {
  const incident = await store.findIncident(id);
  if (!incident) return undefined;
  const components = await store.findComponents([regionId]);
  return pageIncident(incident, regionId, new Set(components.map((component) => component.id)));
}

/** Maintenance that may be older than the page's history; undefined unless the region has it, announced. */
export async function findMaintenanceOnPage(
  { store, clock }: StatusContext,
  regionId: string,
  id: string,
): Promise<PageMaintenance | undefined> {
  const maintenance = await store.findMaintenance(id);
  if (!maintenance?.regions.includes(regionId)) return undefined;
  const components = await store.findComponents([regionId]);
  return pageMaintenance(maintenance, new Set(components.map((component) => component.id)), clock.now());
}
