import {
  type Component as ComponentBody,
  type ComponentPut,
  type ComponentStatusPush,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { type Component, type ComponentHistory, componentBody } from './component.ts';
import { byHand, byPush, isStale, type Report } from './report.ts';
import type { StatusContext } from './store.ts';

interface Place {
  readonly region: string;
  readonly id: string;
}

/** Creates a component or changes it; what is left out stays as it is. */
export async function putComponent(
  status: StatusContext,
  actor: Actor,
  place: Place,
  input: ComponentPut,
): Promise<ComponentBody> {
  await refuseUnknownRegion(status, place.region);
  const now = status.clock.now();
  const known = await status.store.findComponent(place.region, place.id);
  const component: Component = {
    ...place,
    name: input.name,
    description: input.description === undefined ? (known?.description ?? null) : input.description,
    position: input.position ?? known?.position ?? 0,
    jobTypes: input.job_types ?? known?.jobTypes ?? [],
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
  const set = newestOf(known, byHand);
  const report =
    input.status_code === undefined || input.status_code === (set?.status ?? null)
      ? undefined
      : reportNow(place, byHand, input.status_code, now);
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: known ? 'component.updated' : 'component.created',
    target: `${place.region}/${place.id}`,
    detail: { ...input },
  });
  await status.store.saveComponent(component, report, audit);
  return componentBody({ ...component, reports: withNewest(known, report) }, now);
}

/**
 * Takes what a probe tells of a component. The same again, in time, is a heartbeat: it is noted, and nothing changes.
 * Refuses with `not_found` when there is no such component.
 */
export async function pushComponentStatus(
  status: StatusContext,
  actor: Actor,
  place: Place,
  input: ComponentStatusPush,
): Promise<ComponentBody> {
  const component = await status.store.findComponent(place.region, place.id);
  if (!component) {
    throw new Refusal('not_found', `There is no component ${place.id} in a region ${place.region}.`);
  }
  const now = status.clock.now();
  const pushed: Report = {
    ...reportNow(place, byPush, input.status_code, now),
    intervalMs: input.interval_seconds ? input.interval_seconds * 1000 : null,
    message: input.message ?? null,
  };
  const last = newestOf(component, byPush);
  if (last && saysTheSame(last, pushed) && !isStale(last, now)) {
    await status.store.hearReport(last, now);
    const heard = { ...last, heardAt: now };
    return componentBody({ ...component, reports: withNewest(component, heard) }, now);
  }
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: 'component.status_pushed',
    target: `${place.region}/${place.id}`,
    detail: { ...input },
  });
  await status.store.saveReport(pushed, audit);
  return componentBody({ ...component, reports: withNewest(component, pushed) }, now);
}

/** Refuses with `not_found` when there is no such region. */
export async function listComponents(
  status: StatusContext,
  region: string,
  page: PageRequest,
): Promise<PageOf<ComponentBody>> {
  await refuseUnknownRegion(status, region);
  const now = status.clock.now();
  const rows = await status.store.listComponents(region, page);
  const bodies = rows.map((component) => componentBody(component, now));
  return pageOf(bodies, page.limit, (component) => component.id);
}

function reportNow({ region, id }: Place, source: string, status: Report['status'], now: number): Report {
  return {
    region,
    componentId: id,
    source,
    status,
    from: now,
    heardAt: now,
    intervalMs: null,
    message: null,
    trouble: null,
  };
}

function newestOf(component: ComponentHistory | undefined, source: string): Report | undefined {
  return component?.reports.find((report) => report.source === source);
}

function withNewest(known: ComponentHistory | undefined, report: Report | undefined): readonly Report[] {
  const others = known?.reports.filter(({ source }) => source !== report?.source) ?? [];
  return report ? [report, ...others] : others;
}

function saysTheSame(a: Report, b: Report): boolean {
  return a.status === b.status && a.intervalMs === b.intervalMs && a.message === b.message;
}

async function refuseUnknownRegion({ store }: StatusContext, region: string): Promise<void> {
  const [known] = await store.findRegions([region]);
  if (!known) throw new Refusal('not_found', `There is no region ${region}.`);
}
