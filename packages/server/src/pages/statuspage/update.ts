import type { StatusCode } from '@platen/contract';
import type { RegionPage } from '../../status/index.ts';
import { instant } from './instant.ts';

/** What an update makes of the components it is about, by their id. */
export type ComponentStatuses = ReadonlyMap<string, StatusCode>;

interface Update {
  readonly id: string;
  readonly at: number;
  readonly status: string;
  readonly body: string;
  readonly correctedAt?: number | null;
}

/** Updates as Statuspage writes them, newest first as they came. */
export function updateObjects<U extends Update>(
  about: { readonly id: string },
  updates: readonly U[],
  page: RegionPage,
  statusesFrom: (update: U) => ComponentStatuses,
) {
  return updates.map((update, i) => {
    const before = updates[i + 1];
    return {
      id: update.id,
      status: update.status,
      body: update.body,
      incident_id: about.id,
      created_at: instant(update.at),
      updated_at: instant(update.correctedAt ?? update.at),
      display_at: instant(update.at),
      affected_components: affected(before ? statusesFrom(before) : new Map(), statusesFrom(update), page),
      deliver_notifications: false,
      custom_tweet: null,
      tweet_id: null,
    };
  });
}

/** A component that an update no longer names is well again by it. Null when none is named, as Statuspage has it. */
function affected(before: ComponentStatuses, after: ComponentStatuses, page: RegionPage) {
  const ids = new Set([...after.keys(), ...before.keys()]);
  if (ids.size === 0) return null;
  return [...ids].map((id) => ({
    code: id,
    name: page.components.find((component) => component.id === id)?.name ?? id,
    old_status: before.get(id) ?? 'operational',
    new_status: after.get(id) ?? 'operational',
  }));
}
