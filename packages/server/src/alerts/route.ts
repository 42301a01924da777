import type {
  AlertConditionType,
  AlertRoute as AlertRouteBody,
  AlertSeverity,
  JobType,
} from '@platen/contract';
import { formatInstant, hourMs, minuteMs } from '../kit/instant.ts';
import type { Alert } from './alert.ts';
import type { Rule } from './rule.ts';
import { isAtLeastAsSevere } from './severity.ts';

/** Who is told of which alerts, and how often. Routes are tried in their order, and the first that matches is taken. */
export interface Route {
  readonly id: string;
  readonly orgId: string;
  readonly position: number;
  readonly match: RouteMatch;
  readonly channelIds: readonly string[];
  readonly timing: Timing;
  /** Whether the routes after it are tried as well. */
  readonly goesOn: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface RouteMatch {
  readonly conditions: readonly AlertConditionType[] | null;
  readonly severityAtLeast: AlertSeverity | null;
  readonly jobTypes: readonly JobType[] | null;
}

/** In the words of Alertmanager. */
export interface Timing {
  /** From the first firing of a thread until it is told. */
  readonly groupWaitMs: number;
  /** Between one telling and the next, while it goes on. */
  readonly groupIntervalMs: number;
  /** Until it is told again though nothing is new; null: never. */
  readonly repeatIntervalMs: number | null;
}

/** What holds where no route says otherwise. One look judges all rules at once, so there is nothing to wait for. */
export const usualTiming: Timing = {
  groupWaitMs: 0,
  groupIntervalMs: 5 * minuteMs,
  repeatIntervalMs: 4 * hourMs,
};

/** The channels that an alert is told by. An organization without routes tells all of them. */
export function channelsFor(
  alert: Alert,
  rule: Rule | undefined,
  routes: readonly Route[],
  channelIds: readonly string[],
): ReadonlyMap<string, Timing> {
  if (routes.length === 0) return new Map(channelIds.map((id) => [id, usualTiming]));
  const found = new Map<string, Timing>();
  for (const route of routes) {
    if (!matches(route.match, alert, rule)) continue;
    for (const id of route.channelIds) {
      if (!found.has(id) && channelIds.includes(id)) found.set(id, route.timing);
    }
    if (!route.goesOn) break;
  }
  return found;
}

function matches(
  { conditions, severityAtLeast, jobTypes }: RouteMatch,
  alert: Alert,
  rule: Rule | undefined,
) {
  return (
    (conditions === null || (rule !== undefined && conditions.includes(rule.condition.type))) &&
    (severityAtLeast === null || isAtLeastAsSevere(alert.severity, severityAtLeast)) &&
    (jobTypes === null || alert.jobTypes.some((type) => jobTypes.includes(type)))
  );
}

export function routeBody(route: Route): AlertRouteBody {
  const { conditions, severityAtLeast, jobTypes } = route.match;
  const { groupWaitMs, groupIntervalMs, repeatIntervalMs } = route.timing;
  return {
    id: route.id,
    position: route.position,
    match: {
      ...(conditions && { conditions: [...conditions] }),
      ...(severityAtLeast && { severity_at_least: severityAtLeast }),
      ...(jobTypes && { job_types: [...jobTypes] }),
    },
    channel_ids: [...route.channelIds],
    group_wait_seconds: groupWaitMs / 1000,
    group_interval_seconds: groupIntervalMs / 1000,
    repeat_interval_seconds: repeatIntervalMs === null ? null : repeatIntervalMs / 1000,
    continue: route.goesOn,
    created_at: formatInstant(route.createdAt),
    updated_at: formatInstant(route.updatedAt),
  };
}
