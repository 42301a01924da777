import { type AccessContext, Authenticator, rememberAnswersMs } from '../access/index.ts';
import type { FeedsContext } from '../feeds/index.ts';
import type { Edge } from '../http/index.ts';
import type { Keep } from '../jobs/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { Storage } from '../storage/index.ts';

/** The rooms, each with its store and the clock; what the edge needs beyond them is the server's. */
export type Rooms = Omit<Edge, 'limits' | 'publicUrl' | 'ready'>;

export function compose(storage: Storage, clock: Clock, fetch: FeedsContext['fetch'], keep: Keep): Rooms {
  const access: AccessContext = { store: storage.access, clock };
  const status = { store: storage.status, clock };
  return {
    clock,
    access,
    authenticator: new Authenticator(access),
    idempotency: storage.idempotency,
    status,
    feeds: { store: storage.feeds, status, clock, fetch, random: Math.random },
    jobs: { store: storage.jobs, clock, keep, audit: (entry) => storage.access.appendAudit(entry) },
    subscription: { store: storage.subscription, clock },
  };
}

/** Work that can wait: what was noted of keys in use, and answers that nobody may ask for any more. */
export async function tidy(rooms: Rooms): Promise<void> {
  await rooms.authenticator.recordUses();
  await rooms.idempotency.forget(rooms.clock.now() - rememberAnswersMs);
}
