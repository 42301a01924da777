import type { Route } from '../route.ts';
import * as jobEvent from '../schemas/job-event.ts';
import { Closed, OrgId, Page, PageQuery } from '../schemas/primitives.ts';
import * as source from '../schemas/source.ts';
import { orgParams } from './parts.ts';

const sourceParams = Closed({ org_id: OrgId, source: source.SourceId });

export const jobsRoutes = {
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
} as const satisfies Record<string, Route>;
