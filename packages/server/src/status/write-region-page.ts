import type { ComponentHistory } from './component.ts';
import { lastTurn, type RegionCourse } from './course.ts';
import type { Maintenance } from './maintenance.ts';
import type { Region } from './region.ts';
import type { RegionFacts } from './region-facts.ts';
import type { PageComponent, RegionPage } from './region-page.ts';
import { newestAt, staleFrom } from './report.ts';
import { type ComponentStatus, circumstancesAt, judgeComponent, rollUp } from './roll-up.ts';
import { pageIncident, pageMaintenance } from './told-on-page.ts';
import { type Span, uptimeOf } from './uptime.ts';

interface Past {
  readonly course: RegionCourse;
  readonly span: Span;
  readonly since: number | null;
}

/** All that is told to the public of a region at a moment, by facts that reach back to the beginning of the span. */
export function writeRegionPage(region: Region, facts: RegionFacts, past: Past, now: number): RegionPage {
  const { status, summary, stale, components: judged } = rollUp(facts, now);
  const { course, span, since } = past;
  const known = new Set(facts.components.map(({ id }) => id));
  const histories = new Map(facts.components.map((component) => [component.id, component]));
  const components = judged.flatMap((component) => {
    const history = histories.get(component.id);
    return history ? [pageComponent(history, component, facts, past, now)] : [];
  });
  const incidents = facts.incidents
    .flatMap((incident) => pageIncident(incident, region.id, known) ?? [])
    .filter(({ resolvedAt }) => resolvedAt === null || resolvedAt >= span.from)
    .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
  const work = facts.maintenance.filter(({ regions }) => regions.includes(region.id));
  const maintenance = work
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
    updatedAt: Math.max(region.updatedAt, ...changed, ...work.flatMap(withdrawnAt)),
    components,
    incidents,
    maintenance,
    uptime: uptimeOf(course.region, span),
  };
}

function pageComponent(
  component: ComponentHistory,
  { status, reason }: ComponentStatus,
  facts: RegionFacts,
  { course, span }: Past,
  now: number,
): PageComponent {
  const { id, name, description, jobTypes, createdAt, updatedAt } = component;
  const ofComponent = course.components.get(id) ?? [];
  return {
    id,
    name,
    description,
    jobTypes,
    status,
    reason,
    createdAt,
    updatedAt: Math.max(updatedAt, judgedSince(component, facts, lastTurn(ofComponent), now)),
    uptime: uptimeOf(ofComponent, span),
  };
}

/**
 * When what is told of the component became what it is now. That may be the clock's doing, when a source falls silent or
 * work begins; what changes beneath a status set by hand is not told.
 */
function judgedSince(
  component: ComponentHistory,
  facts: RegionFacts,
  lastTurnOfStatus: number | null,
  now: number,
): number {
  const judgedAt = (at: number) => {
    const { status, reason, stale } = judgeComponent(component, at, circumstancesAt(facts, at));
    return `${status} ${stale} ${reason}`;
  };
  const told = judgedAt(now);
  const turns = newestAt(component.reports, now)
    .flatMap((report) => [report.from, staleFrom(report) ?? report.from])
    .concat(lastTurnOfStatus ?? [])
    .filter((at) => at <= now)
    .sort((a, b) => b - a);
  return turns.find((at) => judgedAt(at - 1) !== told) ?? component.createdAt;
}

/** Maintenance that was announced and then called off is told no longer. */
function withdrawnAt({ announceAt, cancelledAt }: Maintenance): readonly number[] {
  return cancelledAt !== null && announceAt <= cancelledAt ? [cancelledAt] : [];
}
