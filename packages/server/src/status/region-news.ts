import type { IncidentImpact, IncidentStatus, MaintenanceStatus } from '@platen/contract';
import type { Component } from './component.ts';
import type { Incident } from './incident.ts';
import { isAnnounced, type Maintenance } from './maintenance.ts';
import type { PageIncident } from './region-page.ts';
import { pageIncident, pageMaintenance } from './told-on-page.ts';

/** One thing that the public of a region was told, whole in itself. */
export interface RegionNews {
  /** The same however often it is asked for; another when what was told before no longer holds. */
  readonly id: string;
  readonly at: number;
  readonly subject: NewsSubject;
  /** Which of all that was said of the subject it is, from 1. */
  readonly number: number;
  readonly status: IncidentStatus | MaintenanceStatus;
  readonly body: string;
  /** What the subject was about up to now. Empty when that is, or was, the region as a whole. */
  readonly components: readonly Pick<Component, 'id' | 'name'>[];
}

export type NewsSubject =
  | {
      readonly kind: 'incident' | 'advisory';
      readonly id: string;
      readonly name: string;
      readonly impact: IncidentImpact;
    }
  | {
      readonly kind: 'maintenance';
      readonly id: string;
      readonly name: string;
      readonly startsAt: number;
      readonly endsAt: number;
    };

/** What of a region has been written, begun or ended of late. */
export interface RecentlyTold {
  /** All of the region. */
  readonly components: readonly Component[];
  readonly incidents: readonly Incident[];
  readonly maintenance: readonly Maintenance[];
}

/** What was told from `since` up to now; of one subject in the order in which it was. */
export function newsOf(region: string, told: RecentlyTold, since: number, now: number): RegionNews[] {
  const known = new Map(told.components.map((component) => [component.id, component]));
  const ids = new Set(known.keys());
  const named = (componentIds: readonly string[]) =>
    componentIds.flatMap((id) => {
      const component = known.get(id);
      return component ? [{ id, name: component.name }] : [];
    });
  return [
    ...told.incidents.flatMap((incident) => {
      const here = pageIncident(incident, region, ids);
      return here ? ofIncident(here, named) : [];
    }),
    ...told.maintenance.flatMap((maintenance) => ofMaintenance(maintenance, ids, named, now)),
  ].filter(({ at }) => at >= since && at <= now);
}

type Named = (componentIds: readonly string[]) => RegionNews['components'];

function ofIncident(incident: PageIncident, named: Named): RegionNews[] {
  const { id, kind, name, impact, updates } = incident;
  const oldestFirst = updates.toReversed();
  return oldestFirst.map((update, index) => ({
    id: update.id,
    at: update.at,
    subject: { kind, id, name, impact },
    number: index + 1,
    status: update.status,
    body: update.body,
    components: named(concerned(oldestFirst.slice(0, index + 1))),
  }));
}

/** Who was told that something concerns them is told how it goes on, although it may concern others by now. */
function concerned(updates: PageIncident['updates']): string[] {
  const each = updates.map(({ componentImpacts }) => Object.keys(componentImpacts));
  return each.some(({ length }) => length === 0) ? [] : [...new Set(each.flat())];
}

function ofMaintenance(
  maintenance: Maintenance,
  known: ReadonlySet<string>,
  named: Named,
  now: number,
): RegionNews[] {
  const { id, name, startsAt, endsAt, announceAt, cancelledAt, updatedAt } = maintenance;
  const components = named(maintenance.componentIds);
  const subject = { kind: 'maintenance', id, name, startsAt, endsAt } as const;
  if (cancelledAt !== null) {
    const body = 'The maintenance does not take place.';
    const number = maintenance.news.length + 4;
    const news = { id: `${id}_cancelled`, at: cancelledAt, subject, number, body, components };
    return isAnnounced(maintenance, now) ? [{ ...news, status: 'cancelled' }] : [];
  }
  const here = pageMaintenance(maintenance, known, now);
  const oldestFirst = here?.updates.toReversed() ?? [];
  return oldestFirst.flatMap((update, index): RegionNews[] => {
    const news = { ...update, subject, number: index + 1, components };
    switch (update.id) {
      case `${id}_announced`:
        // Whoever wrote down when it is has to hear that it is another time; once it is begun it is no news.
        if (now >= startsAt) return [];
        return [
          { ...news, id: `${id}_announced ${startsAt} ${endsAt}`, at: Math.max(announceAt, updatedAt) },
        ];
      case `${id}_begun`:
        return [{ ...news, id: `${id}_begun ${startsAt}` }];
      case `${id}_ended`:
        return [{ ...news, id: `${id}_ended ${endsAt}` }];
      default:
        return [news];
    }
  });
}
