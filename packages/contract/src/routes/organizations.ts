import type { Route } from '../route.ts';
import * as org from '../schemas/organization.ts';
import { Page, PageQuery } from '../schemas/primitives.ts';
import * as subscription from '../schemas/subscription.ts';
import { operatorOr, orgParams } from './parts.ts';

/** Whoever reads anything of an organization may know what it is called and in which zone it lives. */
const readers = ['system-status:read', 'job-stats:read', 'subscription:read', 'alerts:read'] as const;

export const organizationsRoutes = {
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
    scopes: [...readers, 'org:admin', 'operator:organizations'],
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
} as const satisfies Record<string, Route>;
