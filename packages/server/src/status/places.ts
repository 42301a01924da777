import { invalidField } from '@platen/contract';
import type { Component } from './component.ts';
import type { StatusStore } from './store.ts';

/**
 * The components named by a body, in every region of it. Refuses, naming the place in the body, a region that does not
 * exist and a component that exists in none of the regions.
 */
export async function checkPlaces(
  store: StatusStore,
  regions: readonly string[],
  componentIds: readonly string[],
): Promise<readonly Component[]> {
  const known = new Set((await store.findRegions(regions)).map(({ id }) => id));
  refuseFirstMissing(
    'body.regions',
    regions,
    known,
    'is not a region',
    'Create it first: `PUT /v1/regions/{region}`.',
  );
  if (componentIds.length === 0) return [];
  const components = await store.findComponents(regions);
  refuseFirstMissing(
    'body.component_ids',
    componentIds,
    new Set(components.map(({ id }) => id)),
    'is a component of none of these regions',
    'See `GET /v1/regions/{region}/components`, or send an empty list for the region as such.',
  );
  return components.filter(({ id }) => componentIds.includes(id));
}

function refuseFirstMissing(
  location: string,
  ids: readonly string[],
  known: ReadonlySet<string>,
  message: string,
  fix: string,
): void {
  const missing = ids.findIndex((id) => !known.has(id));
  if (missing >= 0) throw invalidField(`${location}[${missing}]`, message, fix);
}
