import type { Route } from '../route.ts';
import * as key from '../schemas/api-key.ts';
import { Diagnosis } from '../schemas/diagnosis.ts';
import { JobStats, JobStatsQuery } from '../schemas/job-stats.ts';
import * as subscription from '../schemas/subscription.ts';
import { SystemStatus } from '../schemas/system-status.ts';
import { Uptime, UptimeQuery } from '../schemas/uptime.ts';
import { orgParams } from './parts.ts';

export const healthRoutes = {
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
  streamSystemStatus: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/system-status/stream',
    tag: 'Health',
    summary: "The status of the organization's region, as it changes",
    description:
      'Server-sent events: the status as it is at once, unless `Last-Event-ID` names it already, then each change within a second. Every event is the whole answer of `system-status`, so none has to be made up for. A comment comes every 15 seconds. The stream counts as one request. It ends when the key does, or when the organization moves to another region.',
    scopes: ['system-status:read'],
    params: orgParams,
    status: 200,
    response: SystemStatus,
    stream: true,
    problems: ['not_found'],
  },
  getUptime: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/uptime',
    tag: 'Health',
    summary: "How much of the last days the organization's region was up",
    description:
      'Judged from everything that was said of the region, with its corrections. Time of which nothing is known counts neither as up nor as down: `known` says how much of it is. Days are in UTC, the last one is today so far, and figures move every five minutes.',
    scopes: ['system-status:read'],
    params: orgParams,
    query: UptimeQuery,
    status: 200,
    response: Uptime,
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
  getDiagnosis: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/diagnosis',
    tag: 'Health',
    summary: 'Them or us?',
    description:
      'What the vendor says, beside what is unusual about the own jobs and how fresh their sources are: one verdict, with its reasons.',
    scopes: ['system-status:read', 'job-stats:read', 'subscription:read'],
    needsAll: true,
    params: orgParams,
    status: 200,
    response: Diagnosis,
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
