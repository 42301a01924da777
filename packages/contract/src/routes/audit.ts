import type { Route } from '../route.ts';
import * as key from '../schemas/api-key.ts';
import { Page, PageQuery } from '../schemas/primitives.ts';
import { operatorOr, orgParams } from './parts.ts';

export const auditRoutes = {
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
} as const satisfies Record<string, Route>;
