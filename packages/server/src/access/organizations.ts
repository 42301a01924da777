import { randomBytes } from 'node:crypto';
import {
  invalidField,
  type Organization as OrganizationBody,
  type OrganizationCreate,
  type OrganizationUpdate,
  Refusal,
} from '@platen/contract';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { isTimeZone } from '../kit/zone.ts';
import { type Actor, hasScope } from './actor.ts';
import { auditEntry } from './audit.ts';
import { type Organization, organizationBody } from './organization.ts';
import type { AccessContext } from './store.ts';

export async function createOrganization(
  access: AccessContext,
  actor: Actor,
  input: OrganizationCreate,
): Promise<OrganizationBody> {
  await checkPlace(access, input);
  const now = access.clock.now();
  const org: Organization = {
    orgId: input.org_id ?? randomBytes(4).toString('hex'),
    name: input.name,
    region: input.region,
    timeZone: input.time_zone ?? 'UTC',
    patienceSeconds: input.patience_seconds ?? 60,
    demo: input.demo ?? false,
    createdAt: now,
    updatedAt: now,
  };
  const body = organizationBody(org);
  const audit = auditEntry(actor, now, {
    orgId: org.orgId,
    action: 'organization.created',
    target: org.orgId,
    detail: { ...body },
  });
  if (!(await access.store.insertOrganization(org, audit))) {
    throw new Refusal('conflict', `There is an organization ${org.orgId} already.`);
  }
  return body;
}

export async function updateOrganization(
  access: AccessContext,
  actor: Actor,
  orgId: string,
  input: OrganizationUpdate,
): Promise<OrganizationBody> {
  const org = await getOrganization(access, orgId);
  if (
    input.region !== undefined &&
    input.region !== org.region &&
    !hasScope(actor, 'operator:organizations')
  ) {
    throw new Refusal('scope_missing', 'Moving to another region needs the scope operator:organizations.');
  }
  await checkPlace(access, input);
  const now = access.clock.now();
  const changed: Organization = {
    ...org,
    name: input.name ?? org.name,
    region: input.region ?? org.region,
    timeZone: input.time_zone ?? org.timeZone,
    patienceSeconds: input.patience_seconds ?? org.patienceSeconds,
    updatedAt: now,
  };
  const audit = auditEntry(actor, now, {
    orgId,
    action: 'organization.updated',
    target: orgId,
    detail: { ...input },
  });
  await access.store.updateOrganization(changed, audit);
  return organizationBody(changed);
}

export async function getOrganization(access: AccessContext, orgId: string): Promise<Organization> {
  const org = await access.store.findOrganization(orgId);
  if (!org) throw new Refusal('not_found', `There is no organization ${orgId}.`);
  return org;
}

export async function listOrganizations(
  access: AccessContext,
  page: PageRequest,
): Promise<PageOf<OrganizationBody>> {
  const rows = await access.store.listOrganizations(page);
  return pageOf(rows.map(organizationBody), page.limit, (org) => org.org_id);
}

async function checkPlace(
  access: AccessContext,
  input: { region?: string; time_zone?: string },
): Promise<void> {
  if (input.time_zone !== undefined && !isTimeZone(input.time_zone)) {
    throw invalidField(
      'body.time_zone',
      'is not an IANA time zone',
      'Send a name such as `Europe/Paris` or `UTC`.',
    );
  }
  if (input.region !== undefined && !(await access.store.regionExists(input.region))) {
    throw invalidField('body.region', 'is not a region', 'Create it first: `PUT /v1/regions/{region}`.');
  }
}
