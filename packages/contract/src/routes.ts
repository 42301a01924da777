import { type TSchema, Type } from 'typebox';
import type { ProblemCode } from './problems.ts';
import * as key from './schemas/api-key.ts';
import * as component from './schemas/component.ts';
import * as incident from './schemas/incident.ts';
import * as jobEvent from './schemas/job-event.ts';
import { JobStats, JobStatsQuery } from './schemas/job-stats.ts';
import * as maintenance from './schemas/maintenance.ts';
import * as org from './schemas/organization.ts';
import { Closed, OrgId, Page, PageQuery, Slug } from './schemas/primitives.ts';
import * as region from './schemas/region.ts';
import * as source from './schemas/source.ts';
import * as subscription from './schemas/subscription.ts';
import { SystemStatus } from './schemas/system-status.ts';
import type { OperatorScope, OrganizationScope, Scope } from './scopes.ts';

/** One line of the contract: from it follow validation, serialization, OpenAPI and the reference. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as `{name}`. */
  readonly path: string;
  readonly tag: 'Health' | 'Jobs' | 'Keys' | 'Organizations' | 'Status' | 'Audit';
  readonly summary: string;
  readonly description?: string;
  /** A key with any of these may call; none means any valid key. */
  readonly scopes: readonly Scope[];
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Media types of the body; `application/json` when left out. */
  readonly consumes?: readonly string[];
  readonly status: 200 | 201 | 202;
  readonly response: TSchema;
  /** A GET whose body changes only with the data: it has `ETag`, answers 304 and tells `X-Poll-Interval`. */
  readonly snapshot?: true;
  /** Problems beyond those that any route may answer. */
  readonly problems: readonly ProblemCode[];
}

const orgParams = Closed({ org_id: OrgId });
const Id = (description: string) => Type.String({ minLength: 1, maxLength: 64, description });
const KeyId = Id('The `id` of the key; not the key itself.');
const keyParams = Closed({ key_id: KeyId });
const orgKeyParams = Closed({ org_id: OrgId, key_id: KeyId });
const sourceParams = Closed({ org_id: OrgId, source: source.SourceId });
const regionParams = Closed({ region: Slug });
const componentParams = Closed({ region: Slug, component_id: Slug });
const incidentParams = Closed({ incident_id: Id('The `id` of the incident.') });
const maintenanceParams = Closed({ maintenance_id: Id('The `id` of the maintenance.') });

const operatorOr = <S extends OrganizationScope>(
  scope: S,
  operatorScope: OperatorScope,
): readonly Scope[] => [scope, operatorScope];

export const routes = {
  whoami: {
    method: 'GET',
    path: '/v1/whoami',
    tag: 'Health',
    summary: 'Whose key is this?',
    description: 'The first call of a new user: organization, region, key name, scopes and expiry.',
    scopes: [],
    status: 200,
    response: key.Whoami,
    problems: [],
  },
  getSystemStatus: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/system-status',
    tag: 'Health',
    summary: "The status of the organization's region",
    description:
      '`Major Outage`: the region as a whole is lost. `Partial Outage`: a subset of features is down. Only what touches the region of the organization appears.',
    scopes: ['system-status:read'],
    params: orgParams,
    status: 200,
    response: SystemStatus,
    snapshot: true,
    problems: ['not_found'],
  },
  getJobStats: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/job-stats',
    tag: 'Health',
    summary: 'Counts of print, scan, copy and fax jobs',
    description:
      'A job counts in the bucket of its `submitted_at`. Quiet buckets are zeros; what no source can know is `null`. At most 400 days and 10,000 buckets.',
    scopes: ['job-stats:read'],
    params: orgParams,
    query: JobStatsQuery,
    status: 200,
    response: JobStats,
    snapshot: true,
    problems: ['not_found'],
  },
  getSubscription: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/subscription',
    tag: 'Health',
    summary: 'The subscription and its days remaining',
    scopes: ['subscription:read'],
    params: orgParams,
    status: 200,
    response: subscription.Subscription,
    snapshot: true,
    problems: ['not_found'],
  },
  putSubscription: {
    method: 'PUT',
    path: '/v1/orgs/{org_id}/subscription',
    tag: 'Organizations',
    summary: 'Set or renew the subscription of an organization',
    scopes: ['operator:subscriptions'],
    params: orgParams,
    body: subscription.SubscriptionPut,
    status: 200,
    response: subscription.Subscription,
    problems: ['not_found'],
  },
  postJobs: {
    method: 'POST',
    path: '/v1/orgs/{org_id}/jobs',
    tag: 'Jobs',
    summary: 'Send job events',
    description:
      'One event or an array as JSON, one event a line as NDJSON, or a CloudEvents batch with the event in `data`. Good events are kept when others are rejected. Events may come in any order and repeatedly: between two of one job a terminal state wins over an open one, then the newer `updated_at`.',
    scopes: ['jobs:write'],
    params: orgParams,
    query: jobEvent.IngestQuery,
    body: jobEvent.JobEvents,
    consumes: ['application/json', 'application/x-ndjson', 'application/cloudevents-batch+json'],
    status: 202,
    response: jobEvent.IngestReceipt,
    problems: ['not_found', 'body_too_large'],
  },
  listSources: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/sources',
    tag: 'Jobs',
    summary: 'The sources of job events and what they can see',
    scopes: ['job-stats:read', 'jobs:write', 'org:admin'],
    params: orgParams,
    query: PageQuery,
    status: 200,
    response: Page('SourcePage', source.Source),
    problems: ['not_found'],
  },
  putSource: {
    method: 'PUT',
    path: '/v1/orgs/{org_id}/sources/{source}',
    tag: 'Jobs',
    summary: 'Declare what a source can see',
    scopes: ['jobs:write', 'org:admin'],
    params: sourceParams,
    body: source.SourceDeclare,
    status: 200,
    response: source.Source,
    problems: ['not_found'],
  },
  retireSource: {
    method: 'DELETE',
    path: '/v1/orgs/{org_id}/sources/{source}',
    tag: 'Jobs',
    summary: 'Retire a source',
    description: 'Its jobs stay counted; the watermark no longer waits for it. A new event brings it back.',
    scopes: ['org:admin'],
    params: sourceParams,
    status: 200,
    response: source.Source,
    problems: ['not_found'],
  },
  createOrganization: {
    method: 'POST',
    path: '/v1/orgs',
    tag: 'Organizations',
    summary: 'Create an organization',
    scopes: ['operator:organizations'],
    body: org.OrganizationCreate,
    status: 201,
    response: org.Organization,
    problems: ['conflict'],
  },
  listOrganizations: {
    method: 'GET',
    path: '/v1/orgs',
    tag: 'Organizations',
    summary: 'List organizations',
    scopes: ['operator:organizations'],
    query: PageQuery,
    status: 200,
    response: Page('OrganizationPage', org.Organization),
    problems: [],
  },
  getOrganization: {
    method: 'GET',
    path: '/v1/orgs/{org_id}',
    tag: 'Organizations',
    summary: 'One organization',
    scopes: operatorOr('org:admin', 'operator:organizations'),
    params: orgParams,
    status: 200,
    response: org.Organization,
    problems: ['not_found'],
  },
  updateOrganization: {
    method: 'PATCH',
    path: '/v1/orgs/{org_id}',
    tag: 'Organizations',
    summary: 'Change name, region, time zone or patience',
    description: "An organization's own key may not move it to another region.",
    scopes: operatorOr('org:admin', 'operator:organizations'),
    params: orgParams,
    body: org.OrganizationUpdate,
    status: 200,
    response: org.Organization,
    problems: ['not_found'],
  },
  createKey: {
    method: 'POST',
    path: '/v1/orgs/{org_id}/keys',
    tag: 'Keys',
    summary: 'Create an API key',
    description: 'The answer is the only place where the key ever stands.',
    scopes: operatorOr('org:admin', 'operator:keys'),
    params: orgParams,
    body: key.ApiKeyCreate,
    status: 201,
    response: key.ApiKeyWithSecret,
    problems: ['not_found'],
  },
  listKeys: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/keys',
    tag: 'Keys',
    summary: 'List API keys',
    scopes: operatorOr('org:admin', 'operator:keys'),
    params: orgParams,
    query: PageQuery,
    status: 200,
    response: Page('ApiKeyPage', key.ApiKey),
    problems: ['not_found'],
  },
  rotateKey: {
    method: 'POST',
    path: '/v1/orgs/{org_id}/keys/{key_id}/rotate',
    tag: 'Keys',
    summary: 'Replace a key; both work during the overlap',
    scopes: operatorOr('org:admin', 'operator:keys'),
    params: orgKeyParams,
    body: key.ApiKeyRotate,
    status: 201,
    response: key.ApiKeyWithSecret,
    problems: ['not_found', 'conflict'],
  },
  revokeKey: {
    method: 'POST',
    path: '/v1/orgs/{org_id}/keys/{key_id}/revoke',
    tag: 'Keys',
    summary: 'Revoke a key at once',
    scopes: operatorOr('org:admin', 'operator:keys'),
    params: orgKeyParams,
    status: 200,
    response: key.ApiKey,
    problems: ['not_found'],
  },
  createOperatorKey: {
    method: 'POST',
    path: '/v1/keys',
    tag: 'Keys',
    summary: 'Create an operator key',
    description: 'It can be given no scope that the calling key lacks.',
    scopes: ['operator:keys'],
    body: key.OperatorKeyCreate,
    status: 201,
    response: key.ApiKeyWithSecret,
    problems: [],
  },
  listOperatorKeys: {
    method: 'GET',
    path: '/v1/keys',
    tag: 'Keys',
    summary: 'List operator keys',
    scopes: ['operator:keys'],
    query: PageQuery,
    status: 200,
    response: Page('ApiKeyPage', key.ApiKey),
    problems: [],
  },
  rotateOperatorKey: {
    method: 'POST',
    path: '/v1/keys/{key_id}/rotate',
    tag: 'Keys',
    summary: 'Replace an operator key; both work during the overlap',
    scopes: ['operator:keys'],
    params: keyParams,
    body: key.ApiKeyRotate,
    status: 201,
    response: key.ApiKeyWithSecret,
    problems: ['not_found', 'conflict'],
  },
  revokeOperatorKey: {
    method: 'POST',
    path: '/v1/keys/{key_id}/revoke',
    tag: 'Keys',
    summary: 'Revoke an operator key at once',
    scopes: ['operator:keys'],
    params: keyParams,
    status: 200,
    response: key.ApiKey,
    problems: ['not_found'],
  },
  listAudit: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/audit-log',
    tag: 'Audit',
    summary: 'Who changed what in the organization',
    scopes: operatorOr('org:admin', 'operator:audit'),
    params: orgParams,
    query: PageQuery,
    status: 200,
    response: Page('AuditPage', key.AuditEntry),
    problems: ['not_found'],
  },
  listAllAudit: {
    method: 'GET',
    path: '/v1/audit-log',
    tag: 'Audit',
    summary: 'Who changed what in the deployment',
    scopes: ['operator:audit'],
    query: PageQuery,
    status: 200,
    response: Page('AuditPage', key.AuditEntry),
    problems: [],
  },
  listRegions: {
    method: 'GET',
    path: '/v1/regions',
    tag: 'Status',
    summary: 'List regions',
    scopes: ['operator:status', 'operator:organizations'],
    query: PageQuery,
    status: 200,
    response: Page('RegionPage', region.Region),
    problems: [],
  },
  putRegion: {
    method: 'PUT',
    path: '/v1/regions/{region}',
    tag: 'Status',
    summary: 'Create or rename a region',
    scopes: ['operator:status'],
    params: regionParams,
    body: region.RegionPut,
    status: 200,
    response: region.Region,
    problems: [],
  },
  listComponents: {
    method: 'GET',
    path: '/v1/regions/{region}/components',
    tag: 'Status',
    summary: 'List the components of a region',
    scopes: ['operator:status'],
    params: regionParams,
    query: PageQuery,
    status: 200,
    response: Page('ComponentPage', component.Component),
    problems: ['not_found'],
  },
  putComponent: {
    method: 'PUT',
    path: '/v1/regions/{region}/components/{component_id}',
    tag: 'Status',
    summary: 'Create a component or set its status',
    scopes: ['operator:status'],
    params: componentParams,
    body: component.ComponentPut,
    status: 200,
    response: component.Component,
    problems: ['not_found'],
  },
  createIncident: {
    method: 'POST',
    path: '/v1/incidents',
    tag: 'Status',
    summary: 'Open an incident',
    scopes: ['operator:status'],
    body: incident.IncidentCreate,
    status: 201,
    response: incident.Incident,
    problems: [],
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/incidents',
    tag: 'Status',
    summary: 'List incidents',
    scopes: ['operator:status'],
    query: PageQuery,
    status: 200,
    response: Page('IncidentPage', incident.Incident),
    problems: [],
  },
  getIncident: {
    method: 'GET',
    path: '/v1/incidents/{incident_id}',
    tag: 'Status',
    summary: 'One incident',
    description: "With an organization's key: an incident of its region.",
    scopes: operatorOr('system-status:read', 'operator:status'),
    params: incidentParams,
    status: 200,
    response: incident.Incident,
    problems: ['not_found'],
  },
  addIncidentUpdate: {
    method: 'POST',
    path: '/v1/incidents/{incident_id}/updates',
    tag: 'Status',
    summary: 'Tell news of an incident, or resolve it',
    scopes: ['operator:status'],
    params: incidentParams,
    body: incident.IncidentUpdateCreate,
    status: 201,
    response: incident.Incident,
    problems: ['not_found', 'conflict'],
  },
  createMaintenance: {
    method: 'POST',
    path: '/v1/maintenance',
    tag: 'Status',
    summary: 'Schedule maintenance',
    scopes: ['operator:status'],
    body: maintenance.MaintenanceCreate,
    status: 201,
    response: maintenance.Maintenance,
    problems: [],
  },
  listMaintenance: {
    method: 'GET',
    path: '/v1/maintenance',
    tag: 'Status',
    summary: 'List maintenance',
    scopes: ['operator:status'],
    query: PageQuery,
    status: 200,
    response: Page('MaintenancePage', maintenance.Maintenance),
    problems: [],
  },
  updateMaintenance: {
    method: 'PATCH',
    path: '/v1/maintenance/{maintenance_id}',
    tag: 'Status',
    summary: 'Move, end or cancel maintenance',
    scopes: ['operator:status'],
    params: maintenanceParams,
    body: maintenance.MaintenanceUpdate,
    status: 200,
    response: maintenance.Maintenance,
    problems: ['not_found', 'conflict'],
  },
} as const satisfies Record<string, Route>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
