import type { JobType } from '@platen/contract';
import { incidentBody, incidentIn } from './incident.ts';
import type { StatusContext } from './store.ts';

/** A time in which jobs of a region may not have been as usual, for a reason that was told. */
export interface Disturbance {
  readonly kind: 'incident' | 'maintenance';
  readonly name: string;
  readonly from: number;
  /** `null` while it goes on. */
  readonly to: number | null;
  /** Empty: any. */
  readonly jobTypes: readonly JobType[];
}

/** The incidents and the maintenance of a region that were not over at an instant, or have begun since. */
export async function listDisturbances(
  { store }: Pick<StatusContext, 'store'>,
  region: string,
  from: number,
): Promise<Disturbance[]> {
  const { incidents, maintenance, components } = await store.loadRegion(region, from);
  const told = incidents.flatMap((all): Disturbance[] => {
    const incident = incidentIn(all, region);
    if (incident?.kind !== 'incident') return [];
    const { name, startedAt, resolvedAt } = incident;
    const { job_types: jobTypes } = incidentBody(incident, components);
    return [{ kind: 'incident', name, from: startedAt, to: resolvedAt, jobTypes }];
  });
  const planned = maintenance
    .filter(
      ({ regions, cancelledAt, startsAt }) =>
        regions.includes(region) && (cancelledAt ?? startsAt) >= startsAt,
    )
    .map(({ name, startsAt, endsAt, cancelledAt, componentIds }): Disturbance => {
      const concerned = components.filter(({ id }) => componentIds.includes(id));
      const jobTypes = [...new Set(concerned.flatMap((component) => component.jobTypes))];
      return { kind: 'maintenance', name, from: startsAt, to: cancelledAt ?? endsAt, jobTypes };
    });
  return [...told, ...planned].filter(({ to }) => to === null || to > from);
}
