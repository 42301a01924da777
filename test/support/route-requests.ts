import { type FeedPut, type Route, type RouteName, routes } from '@platen/contract';
import type { TSchema } from 'typebox';
import { lookAtDue } from '../../packages/server/src/alerts/index.ts';
import { keepAnomaly } from './anomalies.ts';
import { addMember, addOperator } from './people.ts';
import type { Platen, Tenant } from './platen.ts';

/** A right request for a route, which whoever holds `key` may send. */
export interface RouteRequest {
  readonly name: RouteName;
  readonly route: Route;
  /** The path with everything filled in. */
  readonly path: string;
  readonly key: string;
  /** The example of the contract, where the route takes a body. */
  readonly body: unknown;
}

/** One right request for each route of the contract, about the tenant and things that exist. */
export async function routeRequests(platen: Platen, tenant: Tenant): Promise<RouteRequest[]> {
  const things = await makeThings(platen, tenant);
  return Object.entries<Route>(routes).map(([name, route]) => {
    const byOperator =
      route.scopes.length > 0 && route.scopes.every((scope) => scope.startsWith('operator:'));
    const keyId = route.path.startsWith('/v1/keys/') ? things.operatorKeyId : things.keyId;
    const ofOperators = route.path.startsWith('/v1/operator') ? things.ofOperators : {};
    const values: Record<string, string> = { ...things.ids, key_id: keyId, ...ofOperators };
    return {
      name: name as RouteName,
      route,
      path: route.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => values[parameter] ?? 'missing'),
      key: byOperator ? platen.operatorKey : tenant.key,
      body: route.body && bodyOf(route.body, things.ids),
    };
  });
}

/** What `fetch` sends for it. */
export function initOf(
  { route, body, key }: RouteRequest,
  headers: Record<string, string> = {},
): RequestInit {
  return {
    method: route.method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** The example of the contract, about things that exist. */
function bodyOf(body: TSchema, ids: Readonly<Record<string, string>>): unknown {
  const [example] = (body as TSchema & { readonly examples: readonly object[] }).examples;
  return {
    ...example,
    ...(example && 'channel_ids' in example ? { channel_ids: [ids.told_channel_id] } : {}),
  };
}

/** It is not read: nobody is to be asked for anything here. */
const aFeed: FeedPut = {
  name: 'Vendor',
  url: 'https://127.0.0.1/api/v2/summary.json',
  format: 'statuspage',
  mappings: [{ region: 'eu', component_id: 'scan', match: { page: true } }],
};

async function makeThings(platen: Platen, { orgId, client }: Tenant) {
  const { operator } = platen;
  const params = { org_id: orgId };
  const key = await operator.call('createKey', {
    params,
    body: { name: 'To be changed', scopes: ['jobs:write'] },
  });
  const operatorKey = await operator.call('createOperatorKey', {
    body: { name: 'To be changed', scopes: ['operator:audit'] },
  });
  const source = 'cups-01';
  await client.call('putSource', {
    params: { ...params, source },
    body: { types: ['print'], outcomes: ['completed'] },
  });
  const incident = await operator.call('createIncident', {
    body: { name: 'Scans fail', impact: 'minor', regions: ['eu'], body: 'We are looking into it.' },
  });
  const name = 'Scans to cloud folders fail';
  await operator.call('correctIncident', { params: { incident_id: incident.id }, body: { name } });
  const template_id = 'scan-down';
  await operator.call('putIncidentTemplate', { params: { template_id }, body: { impact: 'major' } });
  const maintenance = await operator.call('createMaintenance', {
    body: {
      name: 'Storage',
      regions: ['eu'],
      body: 'Scans may arrive late.',
      starts_at: '2026-11-28T22:00:00Z',
      ends_at: '2026-11-29T02:00:00Z',
    },
  });
  await operator.call('putFeed', { params: { feed_id: 'vendor' }, body: aFeed });
  const alerts = await makeAlerts(platen, { orgId, client });
  const anomaly_id = await keepAnomaly(platen, orgId);
  const subscriber_id = await makeSubscriber(platen, incident.id);
  const people = await makePeople(platen, orgId);
  return {
    keyId: key.id,
    operatorKeyId: operatorKey.id,
    ofOperators: await makeOperators(platen),
    ids: {
      org_id: orgId,
      source,
      region: 'eu',
      component_id: 'scan',
      incident_id: incident.id,
      update_id: incident.updates[0]?.id ?? 'missing',
      template_id,
      maintenance_id: maintenance.id,
      feed_id: 'vendor',
      subscriber_id,
      anomaly_id,
      ...alerts,
      ...people,
    },
  };
}

/** By webhook, for which nothing has to be set. */
async function makeSubscriber({ url, operator }: Platen, path: string): Promise<string> {
  await fetch(`${url}/status/eu/subscribers`, {
    method: 'POST',
    body: new URLSearchParams({ webhook_url: `https://127.0.0.1/${path}` }),
  });
  const { data } = await operator.call('listSubscribers', { params: { region: 'eu' } });
  return data.at(-1)?.id ?? 'missing';
}

/** A member, and an invitation that nobody has accepted. */
async function makePeople(platen: Platen, orgId: string) {
  const member = await addMember(platen, orgId, 'viewer');
  const { id } = await platen.operator.call('createInvitation', {
    params: { org_id: orgId },
    body: { email: `waits.${member.email}`, role: 'viewer' },
  });
  return { person_id: member.id, invitation_id: id };
}

/** An operator, beside whom there is another, and an invitation that nobody has accepted. */
async function makeOperators(platen: Platen) {
  const [{ id: person_id }, other] = [await addOperator(platen), await addOperator(platen)];
  const body = { email: `waits.${other.email}` };
  return { person_id, invitation_id: (await platen.operator.call('createOperatorInvitation', { body })).id };
}

/** An alert of an incident that there is, and what tells of it. */
export async function makeAlerts({ server }: Platen, { orgId, client }: Pick<Tenant, 'orgId' | 'client'>) {
  const params = { org_id: orgId };
  const channel = await client.call('createChannel', {
    params,
    body: { kind: 'email', name: 'Procurement', config: { to: ['procurement@school.example'] } },
  });
  const delivery = await client.call('testChannel', { params: { ...params, channel_id: channel.id } });
  const spare = await client.call('createChannel', {
    params,
    body: { kind: 'email', name: 'Helpdesk', config: { to: ['helpdesk@school.example'] } },
  });
  const rule = await client.call('createAlertRule', {
    params,
    body: { name: 'Keys', condition: { type: 'key_expiring' } },
  });
  const route = await client.call('createAlertRoute', {
    params,
    body: { position: 1, channel_ids: [channel.id] },
  });
  const silence = await client.call('createSilence', {
    params,
    body: { ends_at: '2026-12-24T00:00:00Z', comment: 'The move.' },
  });
  await lookAtDue(server.rooms.alerts);
  const { data } = await client.call('listAlerts', { params });
  return {
    channel_id: spare.id,
    told_channel_id: channel.id,
    delivery_id: delivery.id,
    rule_id: rule.id,
    route_id: route.id,
    silence_id: silence.id,
    alert_id: data[0]?.id ?? 'missing',
  };
}
