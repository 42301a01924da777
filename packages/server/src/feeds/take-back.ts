import { applyIncidents } from './apply-incidents.ts';
import { applyMaintenance } from './apply-maintenance.ts';
import { applyReports } from './apply-reports.ts';
import type { Feed } from './feed.ts';
import type { FeedsContext } from './store.ts';

/** Leaves nothing standing that a feed said, as if it had said that nothing is going on anywhere. */
export async function takeBack(feeds: FeedsContext, feed: Feed): Promise<void> {
  const silent = { ...feed, mappings: [] };
  const nothing = { components: [], pageStatus: null, incidents: [], maintenance: [] };
  await applyReports(feeds, silent, nothing);
  await applyIncidents(feeds, silent, nothing, 'The feed that told of it is no longer read.');
  await applyMaintenance(feeds, silent, nothing);
}
