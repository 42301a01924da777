import { pino } from 'pino';
import { createDemoKey, type DemoOrganization, fillDemo, isDemoPresent } from '../demo/index.ts';
import { systemClock } from '../kit/clock.ts';
import { compose, type Rooms } from './compose.ts';
import type { Config } from './config.ts';
import { openStorage } from './open-storage.ts';
import type { RunningServer } from './serve.ts';

export interface RunningDemo extends AsyncDisposable {
  readonly orgId: string;
  /** A key of that organization, made for this start. */
  readonly key: string;
}

const fillEveryMs = 60_000;

/**
 * Fills an empty server with the demo, or one that has it already up to now, and keeps it going. Undefined, and nothing
 * is written, when the server has real organizations.
 */
export async function startDemo(
  { rooms, alone, log }: RunningServer,
  progress: (done: number) => void,
): Promise<RunningDemo | undefined> {
  const organizations = await alone('demo', () => fillWhereItMay(rooms, progress));
  if (!organizations) return undefined;
  const { orgId, key } = await createDemoKey(rooms);

  let filling: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    filling = filling
      .then(() => alone('demo', () => fillDemo(rooms)))
      .catch((error: unknown) =>
        log.error({ err: error }, 'The demo could not be filled; it is tried again.'),
      );
  }, fillEveryMs);
  return {
    orgId,
    key,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await filling;
    },
  };
}

/** Fills a data folder that no server is running on. */
export async function seedDemo(
  config: Config,
  progress: (done: number) => void,
): Promise<readonly DemoOrganization[] | undefined> {
  await using storage = await openStorage(config);
  const log = pino({ level: config.logLevel, name: 'platen' });
  const rooms = compose(storage, systemClock, config, { log, publicUrl: () => config.publicUrl ?? '' });
  return await storage.alone('demo', () => fillWhereItMay(rooms, progress));
}

async function fillWhereItMay(
  rooms: Rooms,
  progress: (done: number) => void,
): Promise<readonly DemoOrganization[] | undefined> {
  const mayHoldDemo =
    (await isDemoPresent(rooms)) || (await rooms.access.store.listOrganizations({ limit: 1 })).length === 0;
  return mayHoldDemo ? fillDemo(rooms, progress) : undefined;
}
