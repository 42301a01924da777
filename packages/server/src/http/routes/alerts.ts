import {
  acknowledgeAlert,
  createChannel,
  createRoute,
  createRule,
  createSilence,
  endSilence,
  getAlert,
  getChannel,
  getDelivery,
  getRule,
  listAlerts,
  listChannels,
  listDeliveries,
  listRoutes,
  listRules,
  listSilences,
  putChannel,
  putRoute,
  putRule,
  removeChannel,
  removeRoute,
  removeRule,
  replayDelivery,
  testChannel,
  tryRule,
} from '../../alerts/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { pageBody, pageRequest } from '../paging.ts';

/** What an organization has watched, what fires, and who is told. */
export function bindAlerts(bind: Bind, { alerts }: Edge): void {
  bind('listAlerts', async ({ params, query }) =>
    pageBody(await listAlerts(alerts, params.org_id, pageRequest(query), query)),
  );
  bind('getAlert', ({ params }) => getAlert(alerts, params.org_id, params.alert_id));
  bind('acknowledgeAlert', ({ actor, params, body }) =>
    acknowledgeAlert(alerts, actor, params.org_id, params.alert_id, body),
  );

  bind('listAlertRules', async ({ params, query }) =>
    pageBody(await listRules(alerts, params.org_id, pageRequest(query))),
  );
  bind('createAlertRule', ({ actor, params, body }) => createRule(alerts, actor, params.org_id, body));
  bind('getAlertRule', ({ params }) => getRule(alerts, params.org_id, params.rule_id));
  bind('putAlertRule', ({ actor, params, body }) =>
    putRule(alerts, actor, params.org_id, params.rule_id, body),
  );
  bind('removeAlertRule', ({ actor, params }) => removeRule(alerts, actor, params.org_id, params.rule_id));

  bind('tryAlertRule', ({ params, body }) => tryRule(alerts, params.org_id, body));

  bind('listAlertRoutes', async ({ params, query }) =>
    pageBody(await listRoutes(alerts, params.org_id, pageRequest(query))),
  );
  bind('createAlertRoute', ({ actor, params, body }) => createRoute(alerts, actor, params.org_id, body));
  bind('putAlertRoute', ({ actor, params, body }) =>
    putRoute(alerts, actor, params.org_id, params.route_id, body),
  );
  bind('removeAlertRoute', ({ actor, params }) => removeRoute(alerts, actor, params.org_id, params.route_id));

  bind('listChannels', async ({ params, query }) =>
    pageBody(await listChannels(alerts, params.org_id, pageRequest(query))),
  );
  bind('createChannel', ({ actor, params, body }) => createChannel(alerts, actor, params.org_id, body));
  bind('getChannel', ({ params }) => getChannel(alerts, params.org_id, params.channel_id));
  bind('putChannel', ({ actor, params, body }) =>
    putChannel(alerts, actor, params.org_id, params.channel_id, body),
  );
  bind('removeChannel', ({ actor, params }) =>
    removeChannel(alerts, actor, params.org_id, params.channel_id),
  );
  bind('testChannel', ({ actor, params }) => testChannel(alerts, actor, params.org_id, params.channel_id));

  bind('listSilences', async ({ params, query }) =>
    pageBody(await listSilences(alerts, params.org_id, pageRequest(query))),
  );
  bind('createSilence', ({ actor, params, body }) => createSilence(alerts, actor, params.org_id, body));
  bind('endSilence', ({ actor, params }) => endSilence(alerts, actor, params.org_id, params.silence_id));

  bind('listDeliveries', async ({ params, query }) =>
    pageBody(await listDeliveries(alerts, params.org_id, pageRequest(query))),
  );
  bind('getDelivery', ({ params }) => getDelivery(alerts, params.org_id, params.delivery_id));
  bind('replayDelivery', ({ actor, params }) =>
    replayDelivery(alerts, actor, params.org_id, params.delivery_id),
  );
}
