import type { IncidentCreate } from '@platen/contract';
import { expect } from 'vitest';
import { EventStream } from './event-stream.ts';
import { ask, type Platen, type Tenant } from './platen.ts';

export const streamPath = ({ orgId }: { orgId: string }) => `/v1/orgs/${orgId}/system-status/stream`;

export async function listen(
  platen: Platen,
  tenant: Tenant,
  { key = tenant.key, lastId = '' }: { key?: string; lastId?: string } = {},
): Promise<EventStream> {
  const headers = lastId === '' ? {} : { 'last-event-id': lastId };
  const response = await ask(platen, streamPath(tenant), key, { headers });
  expect(response.status).toBe(200);
  return new EventStream(response);
}

export const incident: IncidentCreate = {
  name: 'Scans fail',
  impact: 'major',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'We are looking into it.',
};
export const openIncident = ({ operator }: Platen, overrides: Partial<IncidentCreate> = {}) =>
  operator.call('createIncident', { body: { ...incident, ...overrides } });
