import { type Logger, pino } from 'pino';
import { createFirstOperatorKey } from '../access/index.ts';
import { createHttpServer, defaultLimits, type Edge, type Limits } from '../http/index.ts';
import { type Clock, systemClock } from '../kit/clock.ts';
import { makeSetUpLink } from '../people/index.ts';
import type { Storage } from '../storage/index.ts';
import { startAdvancingSeries } from './advance-series.ts';
import { builtConsole } from './built-console.ts';
import { compose, type Rooms, tidy } from './compose.ts';
import type { Config } from './config.ts';
import { startKeepingAlerts } from './keep-alerts.ts';
import { startKeeping } from './keep-jobs.ts';
import { openStorage } from './open-storage.ts';
import { startPollingFeeds } from './poll-feeds.ts';
import { startReadingCalendars } from './read-calendars.ts';
import { startSettling } from './settle-hours.ts';
import { startTellingSubscribers } from './tell-subscribers.ts';
import { startWatchingAlerts } from './watch-alerts.ts';

export interface RunningServer extends AsyncDisposable {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** The first operator key, when this start made it; it is told nowhere else. */
  readonly firstOperatorKey: string | undefined;
  /** Where the first person is made, as long as there is none and people can sign in; it is told nowhere else. */
  readonly setUpLink: string | undefined;
  readonly rooms: Rooms;
  readonly alone: Storage['alone'];
  readonly log: Logger;
}

interface Options {
  readonly clock?: Clock;
  readonly limits?: Partial<Limits>;
  /** Where the pages of the Admin Console lie; by default where `npm run build` puts them. */
  readonly consoleFolder?: string;
  /** False: feeds and calendars are read when they are asked to be, and not by the clock. */
  readonly pollFeeds?: boolean;
  /** False: alerts are looked at and sent, and jobs judged, when they are asked to be, and not by the clock. */
  readonly watchAlerts?: boolean;
}

const tidyEveryMs = 20_000;

/**
 * Opens the database and listens. Disposing of the result stops accepting, finishes what was accepted and closes the
 * database.
 *
 * @throws Error when the folder is held by another process, the database cannot be reached, or the address is taken.
 */
export async function serve(config: Config, options: Options = {}): Promise<RunningServer> {
  const clock = options.clock ?? systemClock;
  await using running = new AsyncDisposableStack();
  const storage = running.use(await openStorage(config, clock));

  let ready = true;
  let url = '';
  const publicUrl = () => config.publicUrl ?? url;
  const log = pino({ level: config.logLevel, name: 'platen' });
  const stopping = new AbortController();
  const rooms = compose(storage, clock, config, { log, publicUrl, stop: stopping.signal });
  const quota = { requests: config.requestsPerMinute, windowSeconds: 60 };
  const edge: Edge = {
    ...rooms,
    consoleFolder: options.consoleFolder ?? builtConsole(),
    limits: { ...defaultLimits, quota, ...options.limits },
    publicUrl,
    ready: () => ready && storage.isReachable(),
  };
  const tidyUp = () =>
    tidy(rooms).catch((error: unknown) => log.error({ err: error }, 'Tidying up failed; it is tried again.'));
  running.defer(tidyUp);
  const app = await createHttpServer(edge, log, config.trustedProxies);
  running.defer(() => {
    ready = false;
    // A connection that is busy now would be kept for its next request, of which there is to be none.
    app.server.keepAliveTimeout = 1;
    return app.close();
  });

  if (options.pollFeeds !== false) {
    running.use(startPollingFeeds(rooms.feeds, log));
    running.use(startReadingCalendars(rooms.calendar, log));
  }
  if (options.watchAlerts !== false) {
    running.use(startWatchingAlerts(rooms.alerts, log));
    running.use(startAdvancingSeries(rooms.alerts, log));
    running.use(startTellingSubscribers(rooms.news, log));
  }
  running.use(startKeeping(rooms.jobs, log));
  running.use(startKeepingAlerts(rooms.alerts, log));
  // Before the polls that are waiting for an answer are waited for.
  running.defer(() => stopping.abort());

  if (storage.settle) running.use(startSettling(storage.settle, log));

  const timer = setInterval(tidyUp, tidyEveryMs);
  running.defer(() => clearInterval(timer));

  url = await app.listen({ host: config.host, port: config.port });
  // Told only once, so it is made only when nothing can keep this start from telling it.
  const firstOperatorKey = await createFirstOperatorKey(rooms.access);
  const setUpLink = await linkToSetUp(rooms.people, publicUrl());
  const everything = running.move();
  return {
    url,
    firstOperatorKey,
    setUpLink,
    rooms,
    alone: storage.alone,
    log,
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

async function linkToSetUp(people: Rooms['people'], publicUrl: string): Promise<string | undefined> {
  const token = people.authentication.isPossible ? await makeSetUpLink(people) : undefined;
  return token && `${publicUrl}/console/setup/${token}`;
}
