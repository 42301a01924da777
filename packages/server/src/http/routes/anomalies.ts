import { backtest, giveAnomalyFeedback, listAnomalies } from '../../alerts/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { organizationOf } from '../organization-of.ts';
import { pageBody, pageRequest } from '../paging.ts';
/** What was unusual about jobs, and what people say of it. */
export function bindAnomalies(bind: Bind, { alerts }: Edge): void {
  bind('listAnomalies', async ({ params, query }) =>
    pageBody(await listAnomalies(alerts, params.org_id, pageRequest(query), query)),
  );
  bind('backtestAnomalies', ({ actor, body }) => backtest(alerts, organizationOf(actor), body));
  bind('giveAnomalyFeedback', ({ actor, params, body }) =>
    giveAnomalyFeedback(alerts, actor, params.org_id, params.anomaly_id, body),
  );
}
