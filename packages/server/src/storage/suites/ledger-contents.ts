import {
  type ApiKey,
  type AuditEntry,
  auditEntry,
  type Organization,
  systemActor,
} from '../../access/index.ts';
import { newId } from '../../kit/ids.ts';
import type { Component, Incident, IncidentUpdate, Maintenance, Region, Report } from '../../status/index.ts';
import type { SubscriptionRecord } from '../../subscription/index.ts';
import type { Storage } from '../index.ts';

export type Ledger = Pick<Storage, 'access' | 'status' | 'subscription' | 'idempotency'>;

const start = Date.UTC(2026, 10, 23, 8);

export function anAudit(fields: Partial<AuditEntry> = {}): AuditEntry {
  const change = { orgId: null, action: 'test.made', target: 'it', detail: { why: 'a test' } };
  return { ...auditEntry(systemActor, start, change), ...fields };
}

export function anOrganization(fields: Partial<Organization> = {}): Organization {
  return {
    orgId: '4725fffa',
    name: 'Lindenhof Clinic',
    region: 'eu',
    timeZone: 'Europe/Berlin',
    patienceSeconds: 60,
    demo: false,
    createdAt: start,
    updatedAt: start,
    ...fields,
  };
}

export function aKey(fields: Partial<ApiKey> = {}): ApiKey {
  const id = newId('key', start);
  return {
    id,
    orgId: '4725fffa',
    name: 'Helpdesk',
    prefix: 'platen_live_abcd',
    hash: `hash of ${id}`,
    scopes: ['system-status:read', 'org:admin'],
    allowedCidrs: ['203.0.113.0/24'],
    createdAt: start,
    expiresAt: start + 1_000_000,
    revokedAt: null,
    rotatedTo: null,
    lastUsedAt: null,
    lastUsedFrom: null,
    lastUsedAgent: null,
    ...fields,
  };
}

export function aRegion(id: string, fields: Partial<Region> = {}): Region {
  return { id, name: id.toUpperCase(), pageAccess: 'key', createdAt: start, updatedAt: start, ...fields };
}

export function aComponent(fields: Partial<Component> = {}): Component {
  return {
    region: 'eu',
    id: 'print',
    name: 'Cloud print',
    description: 'From any device to any printer',
    position: 3,
    jobTypes: ['print', 'copy'],
    createdAt: start,
    updatedAt: start,
    ...fields,
  };
}

/** Told of the component that it is given with, unless it says otherwise. */
export function aReport(fields: Partial<Report> & Pick<Report, 'componentId'>): Report {
  const from = fields.from ?? start;
  return {
    region: 'eu',
    source: 'push',
    status: 'operational',
    from,
    heardAt: from,
    intervalMs: 60_000,
    message: 'All queues are empty',
    trouble: null,
    ...fields,
  };
}

export function anUpdate(fields: Partial<IncidentUpdate> = {}): IncidentUpdate {
  return {
    id: newId('upd', start),
    at: start,
    status: 'investigating',
    impact: 'minor',
    regions: ['eu', 'us'],
    componentImpacts: { print: 'minor' },
    body: 'We look into it.',
    correctedAt: null,
    ...fields,
  };
}

export function anIncident(fields: Partial<Incident> = {}): Incident {
  return {
    id: newId('inc', start),
    kind: 'incident',
    name: 'Printing is slow',
    jobTypes: ['print'],
    startedAt: start,
    createdAt: start,
    updatedAt: start,
    resolvedAt: null,
    url: 'https://status.example/1',
    origin: null,
    version: 1,
    updates: [anUpdate()],
    ...fields,
  };
}

export function someMaintenance(fields: Partial<Maintenance> = {}): Maintenance {
  return {
    id: newId('mnt', start),
    name: 'New servers',
    body: 'We change the servers.',
    regions: ['eu', 'us'],
    componentIds: ['print'],
    announceAt: start,
    startsAt: start + 1000,
    endsAt: start + 9000,
    cancelledAt: null,
    origin: { feedId: 'vendor', externalId: newId('ext', start) },
    createdAt: start,
    updatedAt: start,
    version: 1,
    news: [{ id: newId('upd', start), at: start, body: 'Half of it is done.' }],
    ...fields,
  };
}

export function aSubscription(fields: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  return {
    orgId: '4725fffa',
    plan: 'Hive',
    startDate: '2026-01-01',
    endDate: '2026-12-20',
    timeZone: 'UTC',
    autoRenews: true,
    term: 'annual',
    trial: false,
    graceDays: 14,
    entitlements: [{ name: 'device_embedded', quantity: 40, used: 31 }],
    updatedAt: start,
    ...fields,
  };
}

let populations = 0;

/** One of each, new and nobody else's, in the regions `eu` and `us`. */
export async function populate({ access, status, subscription }: Ledger) {
  const orgId = `org-${++populations}`;
  const component = aComponent({ id: `print-${populations}` });
  const there = {
    organization: anOrganization({ orgId }),
    key: aKey({ orgId }),
    component,
    report: aReport({ componentId: component.id }),
    incident: anIncident({
      origin: { feedId: 'vendor', externalId: newId('ext', start) },
      updates: [anUpdate({ componentImpacts: { [component.id]: 'minor' } })],
    }),
    template: { id: `slow-${populations}`, gives: { name: 'Printing is slow' }, updatedAt: start },
    maintenance: someMaintenance(),
    subscription: aSubscription({ orgId }),
  };
  for (const region of ['eu', 'us']) await status.saveRegion(aRegion(region), anAudit());
  await access.insertOrganization(there.organization, anAudit());
  await access.insertKey(there.key, anAudit());
  await status.saveComponent(component, there.report, anAudit());
  await status.saveTemplate(there.template, anAudit());
  await status.insertIncident(there.incident, anAudit());
  await status.insertMaintenance(there.maintenance, anAudit());
  await subscription.save(there.subscription, anAudit());
  return there;
}

export type Population = Awaited<ReturnType<typeof populate>>;

const everything = { limit: 1000 };

/** All that the ledger tells. */
export async function contentsOf({ access, status, subscription }: Ledger) {
  const regions = await status.listRegions(everything);
  const organizations = await access.listOrganizations(everything);
  const incidents = await status.listIncidents(everything);
  return {
    regions,
    organizations,
    keys: await Promise.all(organizations.map(({ orgId }) => access.listKeys(orgId, everything))),
    operatorKeys: await access.listKeys(null, everything),
    facts: await Promise.all(regions.map(({ id }) => status.loadRegion(id, 0))),
    incidents,
    corrections: await Promise.all(incidents.map(({ id }) => status.listCorrections(id, everything))),
    templates: await status.listTemplates(everything),
    maintenance: await status.listMaintenance(everything),
    subscriptions: await Promise.all(organizations.map(({ orgId }) => subscription.find(orgId))),
    audit: await access.listAudit(undefined, everything),
  };
}

/** Every number by which a reader tells whether something may have changed. */
export function revisionsOf({ access, status, subscription }: Ledger, { organization }: Population) {
  return {
    access: access.accessRevision(),
    eu: status.revision('eu'),
    us: status.revision('us'),
    subscription: subscription.revision(organization.orgId),
  };
}
