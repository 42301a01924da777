import { type Component as ComponentBody, type ComponentPut, Refusal } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { type Component, type ComponentChange, componentBody } from './component.ts';
import type { StatusContext } from './store.ts';

/** Creates a component or changes it. Status and job types stay as they are when left out. */
export async function putComponent(
  status: StatusContext,
  actor: Actor,
  place: { readonly region: string; readonly id: string },
  input: ComponentPut,
): Promise<ComponentBody> {
  await refuseUnknownRegion(status, place.region);
  const now = status.clock.now();
  const known = await status.store.findComponent(place.region, place.id);
  const component: Component = {
    ...place,
    name: input.name,
    jobTypes: input.job_types ?? known?.jobTypes ?? [],
    status: input.status_code ?? known?.status ?? 'operational',
    updatedAt: now,
  };
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: known ? 'component.updated' : 'component.created',
    target: `${place.region}/${place.id}`,
    detail: { ...input },
  });
  await status.store.saveComponent(component, changeFrom(known, component), audit);
  return componentBody(component);
}

/** Refuses with `not_found` when there is no such region. */
export async function listComponents(
  status: StatusContext,
  region: string,
  page: PageRequest,
): Promise<PageOf<ComponentBody>> {
  await refuseUnknownRegion(status, region);
  const rows = await status.store.listComponents(region, page);
  return pageOf(rows.map(componentBody), page.limit, (component) => component.id);
}

function changeFrom(known: Component | undefined, component: Component): ComponentChange | undefined {
  if (known?.status === component.status) return undefined;
  const { region, id, status, updatedAt } = component;
  return { region, componentId: id, status, at: updatedAt };
}

async function refuseUnknownRegion({ store }: StatusContext, region: string): Promise<void> {
  const [known] = await store.findRegions([region]);
  if (!known) throw new Refusal('not_found', `There is no region ${region}.`);
}
