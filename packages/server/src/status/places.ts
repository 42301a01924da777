import { invalidField } from '@platen/contract';
import type { Component } from './component.ts';
import type { StatusStore } from './store.ts';

/** Refuses, naming the place in the body, a region that does not exist. */
export async function checkRegions(store: StatusStore, regions: readonly string[]): Promise<void> {
  const known = new Set((await store.findRegions(regions)).map(({ id }) => id));
  const missing = regions.findIndex((id) => !known.has(id));
  if (missing < 0) return;
  throw invalidField(
    `body.regions[${missing}]`,
    'is not a region',
    'Create it first: `PUT /v1/regions/{region}`.',
  );
}

/**
 * The components named by a body, in every region of it. Refuses a component that exists in none of the regions, at the
 * place in the body where it is named.
 */
export async function checkComponents(
  store: StatusStore,
  regions: readonly string[],
  componentIds: readonly string[],
  placeOf: (id: string) => string = (id) => `body.component_ids[${componentIds.indexOf(id)}]`,
): Promise<readonly Component[]> {
  if (componentIds.length === 0) return [];
  const components = await store.findComponents(regions);
  const known = new Set(components.map(({ id }) => id));
  const missing = componentIds.find((id) => !known.has(id));
  if (missing === undefined) return components.filter(({ id }) => componentIds.includes(id));
  throw invalidField(
    placeOf(missing),
    `names ${missing}, a component of none of these regions`,
    'See `GET /v1/regions/{region}/components`, or send an empty list for the region as such.',
  );
}
