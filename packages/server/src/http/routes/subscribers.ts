import { countSubscribers, listSubscribers, removeSubscriber } from '../../news/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { pageBody, pageRequest } from '../paging.ts';

/** Who subscribed to the pages of regions, as operators see it. */
export function bindSubscriberRoutes(bind: Bind, { news }: Edge): void {
  bind('listSubscribers', async ({ params, query }) =>
    pageBody(await listSubscribers(news, params.region, pageRequest(query))),
  );
  bind('countSubscribers', ({ params }) => countSubscribers(news, params.region));
  bind('removeSubscriber', ({ actor, params }) =>
    removeSubscriber(news, actor, params.region, params.subscriber_id),
  );
}
