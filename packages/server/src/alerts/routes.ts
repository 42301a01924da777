import { type AlertRoute, type AlertRoutePut, invalidField, Refusal } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { refuseTooMany } from './most.ts';
import { type Route, routeBody, usualTiming } from './route.ts';
import type { AlertsContext } from './store.ts';

/** Oldest first; `position` says in which order they are tried. */
export async function listRoutes(
  { store }: AlertsContext,
  orgId: string,
  page: PageRequest,
): Promise<PageOf<AlertRoute>> {
  const routes = await store.routes.list(orgId, page);
  return pageOf(routes.map(routeBody), page.limit, ({ id }) => id);
}

export async function createRoute(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  input: AlertRoutePut,
): Promise<AlertRoute> {
  await refuseTooMany(alerts.store.routes, orgId, 'alert routes');
  const now = alerts.clock.now();
  const identity = { id: newId('rou', now), orgId, createdAt: now, updatedAt: now };
  return save(alerts, actor, await readRoute(alerts, input, identity), 'alert_route.created', input);
}

export async function putRoute(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
  input: AlertRoutePut,
): Promise<AlertRoute> {
  const { createdAt } = await findRoute(alerts, orgId, id);
  const identity = { id, orgId, createdAt, updatedAt: alerts.clock.now() };
  return save(alerts, actor, await readRoute(alerts, input, identity), 'alert_route.updated', input);
}

export async function removeRoute(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
): Promise<AlertRoute> {
  const known = await findRoute(alerts, orgId, id);
  const change = { orgId, action: 'alert_route.removed', target: id };
  await alerts.store.routes.remove(orgId, id, auditEntry(actor, alerts.clock.now(), change));
  return routeBody(known);
}

async function findRoute({ store }: AlertsContext, orgId: string, id: string): Promise<Route> {
  const route = await store.routes.find(orgId, id);
  if (!route) throw new Refusal('not_found', `There is no alert route ${id}.`);
  return route;
}

type Identity = Pick<Route, 'id' | 'orgId' | 'createdAt' | 'updatedAt'>;

async function readRoute(alerts: AlertsContext, input: AlertRoutePut, identity: Identity): Promise<Route> {
  for (const [index, channelId] of input.channel_ids.entries()) {
    if (await alerts.store.channels.find(identity.orgId, channelId)) continue;
    throw invalidField(
      `body.channel_ids[${index}]`,
      'is no channel of the organization',
      'Send the `id` of one that `GET …/channels` lists.',
    );
  }
  const match = input.match ?? {};
  const repeat = input.repeat_interval_seconds;
  return {
    ...identity,
    position: input.position,
    match: {
      conditions: match.conditions ?? null,
      severityAtLeast: match.severity_at_least ?? null,
      jobTypes: match.job_types ?? null,
    },
    channelIds: input.channel_ids,
    timing: {
      groupWaitMs: millis(input.group_wait_seconds) ?? usualTiming.groupWaitMs,
      groupIntervalMs: millis(input.group_interval_seconds) ?? usualTiming.groupIntervalMs,
      repeatIntervalMs: repeat === null ? null : (millis(repeat) ?? usualTiming.repeatIntervalMs),
    },
    goesOn: input.continue ?? false,
  };
}

function millis(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

async function save(
  alerts: AlertsContext,
  actor: Actor,
  route: Route,
  action: string,
  input: AlertRoutePut,
): Promise<AlertRoute> {
  const change = { orgId: route.orgId, action, target: route.id, detail: { ...input } };
  await alerts.store.routes.save(route, auditEntry(actor, route.updatedAt, change));
  return routeBody(route);
}
