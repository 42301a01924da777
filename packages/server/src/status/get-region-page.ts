import type { PageAccess } from '@platen/contract';
import type { ComponentHistory } from './component.ts';
import { courseOf, lastTurn, type RegionCourse } from './course.ts';
import { lastDays, nextSpanAt } from './history-span.ts';
import { type Incident, incidentIn } from './incident.ts';
import { type Maintenance, maintenanceStatusAt } from './maintenance.ts';
import type { Region } from './region.ts';
import type { RegionFacts } from './region-facts.ts';
import {
  historyDays,
  type PageComponent,
  type PageIncident,
  type PageMaintenance,
  type PageMaintenanceUpdate,
  type RegionPage,
  type Uptime,
} from './region-page.ts';
import { isStale, newestAt, staleFrom } from './report.ts';
import { type ComponentStatus, rollUp } from './roll-up.ts';
import type { StatusContext } from './store.ts';
import { nextTurn } from './system-status.ts';
import { type Span, uptimeOf } from './uptime.ts';

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
    page: writePage(region, facts, { course, span, since }, now),
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

interface Past {
  readonly course: RegionCourse;
  readonly span: Span;
  readonly since: number | null;
}

function writePage(region: Region, facts: RegionFacts, past: Past, now: number): RegionPage {
  const { status, summary, stale, components: judged } = rollUp(facts, now);
  const { course, span, since } = past;
  const known = new Set(facts.components.map(({ id }) => id));
  const histories = new Map(facts.components.map((component) => [component.id, component]));
  const components = judged.flatMap((component) => {
    const history = histories.get(component.id);
    const uptime = uptimeOf(course.components.get(component.id) ?? [], span);
    return history ? [pageComponent(history, component, uptime, now)] : [];
  });
  const incidents = facts.incidents
    .flatMap((incident) => pageIncident(incident, region.id, known) ?? [])
    .filter(({ resolvedAt }) => resolvedAt === null || resolvedAt >= span.from)
    .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
  const maintenance = facts.maintenance
    .flatMap((each) => pageMaintenance(each, known, now) ?? [])
    .sort((a, b) => b.startsAt - a.startsAt || (a.id < b.id ? 1 : -1));
  const changed = [...components, ...incidents, ...maintenance].map(({ updatedAt }) => updatedAt);
  return {
    id: region.id,
    name: region.name,
    status,
    summary,
    since,
    observedAt: facts.observedAt,
    stale,
    createdAt: region.createdAt,
    updatedAt: Math.max(region.updatedAt, ...changed, ...facts.maintenance.flatMap(withdrawnAt)),
    components,
    incidents,
    maintenance,
    uptime: uptimeOf(course.region, span),
  };
}

function pageComponent(
  { description, jobTypes, createdAt, updatedAt, reports }: ComponentHistory,
  { id, name, status, reason }: ComponentStatus,
  uptime: Uptime,
  now: number,
): PageComponent {
  const turns = newestAt(reports, now).map((report) =>
    isStale(report, now) ? (staleFrom(report) ?? report.from) : report.from,
  );
  return {
    id,
    name,
    description,
    jobTypes,
    status,
    reason,
    createdAt,
    updatedAt: Math.max(updatedAt, ...turns),
    uptime,
  };
}

/** Maintenance that was announced and then called off is told no longer. */
function withdrawnAt({ announceAt, cancelledAt }: Maintenance): readonly number[] {
  return cancelledAt !== null && announceAt <= cancelledAt ? [cancelledAt] : [];
}

function pageIncident(
  incident: Incident,
  region: string,
  known: ReadonlySet<string>,
): PageIncident | undefined {
  const here = incidentIn(incident, region);
  if (!here) return undefined;
  const [newest] = here.updates;
  const ofRegion = (id: string) => known.has(id);
  return {
    id: here.id,
    kind: here.kind,
    name: here.name,
    status: newest.status,
    impact: newest.impact,
    componentIds: Object.keys(newest.componentImpacts).filter(ofRegion),
    startedAt: here.startedAt,
    createdAt: here.createdAt,
    updatedAt: here.updatedAt,
    resolvedAt: here.resolvedAt,
    url: here.url,
    updates: here.updates.map(({ regions: _, componentImpacts, ...update }) => ({
      ...update,
      componentImpacts: Object.fromEntries(Object.entries(componentImpacts).filter(([id]) => ofRegion(id))),
    })),
  };
}

function pageMaintenance(
  maintenance: Maintenance,
  known: ReadonlySet<string>,
  now: number,
): PageMaintenance | undefined {
  const status = maintenanceStatusAt(maintenance, now);
  if (status === 'cancelled' || now < maintenance.announceAt) return undefined;
  const updates = maintenanceUpdates(maintenance, now);
  return {
    id: maintenance.id,
    name: maintenance.name,
    status,
    componentIds: maintenance.componentIds.filter((id) => known.has(id)),
    startsAt: maintenance.startsAt,
    endsAt: maintenance.endsAt,
    createdAt: maintenance.announceAt,
    updatedAt: Math.max(maintenance.updatedAt, ...updates.map(({ at }) => at)),
    updates,
  };
}

/** The announcement, what the clock did and what the operator told, newest first. */
function maintenanceUpdates(maintenance: Maintenance, now: number): readonly PageMaintenanceUpdate[] {
  const { id, body, announceAt, startsAt, endsAt, news } = maintenance;
  const statusAt = (at: number): PageMaintenanceUpdate['status'] =>
    at < startsAt ? 'scheduled' : at < endsAt ? 'in_progress' : 'completed';
  const announced = { id: `${id}_announced`, at: announceAt, body };
  const byClock = [
    { id: `${id}_ended`, at: endsAt, body: 'The maintenance is over.' },
    { id: `${id}_begun`, at: startsAt, body: 'The maintenance has begun.' },
  ].filter(({ at }) => at <= now && at > announceAt);
  // What was told before the announcement, the public hears with it.
  const told = news.map((update) => ({ ...update, at: Math.max(update.at, announceAt) }));
  return [...told, ...byClock, announced]
    .map((update) => ({ ...update, status: statusAt(update.at) }))
    .toSorted((a, b) => b.at - a.at);
}
