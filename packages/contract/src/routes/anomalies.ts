import type { Route } from '../route.ts';
import { Anomaly, AnomalyFeedback, AnomalyQuery } from '../schemas/anomaly.ts';
import { Backtest, BacktestCreate } from '../schemas/backtest.ts';
import { Closed, OrgId, Page } from '../schemas/primitives.ts';
import { Id, orgParams } from './parts.ts';

const anomalyParams = Closed({ org_id: OrgId, anomaly_id: Id('The `id` of the anomaly.') });

export const anomaliesRoutes = {
  listAnomalies: {
    method: 'GET',
    path: '/v1/orgs/{org_id}/anomalies',
    tag: 'Anomalies',
    summary: 'List what was unusual about jobs, newest first',
    description:
      'Counts and rates of each type of jobs, and of the devices and sources that have enough of them, are judged each quarter of an hour by what is usual at that hour. What has not been told of in full is not judged.',
    scopes: ['job-stats:read', 'alerts:read', 'org:admin'],
    params: orgParams,
    query: AnomalyQuery,
    status: 200,
    response: Page('AnomalyPage', Anomaly),
    problems: ['not_found'],
  },
  giveAnomalyFeedback: {
    method: 'POST',
    path: '/v1/orgs/{org_id}/anomalies/{anomaly_id}/feedback',
    tag: 'Anomalies',
    summary: 'Say what an anomaly was worth',
    description:
      'What is `expected` or `noise` is not told any more, should it go on. The last word counts: another opinion takes back what the one before has changed.',
    scopes: ['alerts:acknowledge', 'org:admin'],
    params: anomalyParams,
    body: AnomalyFeedback,
    status: 200,
    response: Anomaly,
    problems: ['not_found'],
  },
  backtestAnomalies: {
    method: 'POST',
    path: '/v1/orgs/{org_id}/anomalies/backtest',
    tag: 'Anomalies',
    summary: 'See what would have been told of the last days',
    description:
      'Goes through the last days by the steps of the detector, each judged by what was known before it; nothing is changed, and nobody is told. It takes seconds, and one is made at a time.',
    scopes: ['job-stats:read', 'alerts:read', 'org:admin'],
    params: orgParams,
    body: BacktestCreate,
    status: 200,
    response: Backtest,
    problems: ['not_found', 'conflict'],
  },
} as const satisfies Record<string, Route>;
