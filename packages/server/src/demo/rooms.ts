import type { AccessContext } from '../access/index.ts';
import type { JobsContext, SourcesContext } from '../jobs/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { StatusContext } from '../status/index.ts';
import type { SubscriptionContext } from '../subscription/index.ts';

/** The rooms that the demo writes to. */
export interface DemoRooms {
  readonly clock: Clock;
  readonly access: AccessContext;
  readonly status: StatusContext;
  readonly jobs: JobsContext & SourcesContext;
  readonly subscription: SubscriptionContext;
}

/** A room as its verbs would have found it at an instant: what they write is dated then. */
export function asOf<Context extends { readonly clock: Clock }>(room: Context, ms: number): Context {
  return { ...room, clock: { now: () => ms } };
}
