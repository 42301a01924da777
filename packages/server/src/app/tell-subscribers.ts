import type { Logger } from 'pino';
import { type NewsContext, noteNews, tellNews } from '../news/index.ts';
import { startRounds } from './rounds.ts';

const noteEveryMs = 1_000;
const tellEveryMs = 250;
const regionsAtOnce = 500;

/**
 * Notes what the public of each region is told, once a second, and queues it for its subscribers; sending is the same as
 * that of alerts.
 */
export function startTellingSubscribers(news: NewsContext, log: Logger): AsyncDisposable {
  const regions = new Regions(news);
  const noting = startRounds(
    {
      everyMs: noteEveryMs,
      failure: 'News of regions could not be noted; it is tried again.',
      round: () => regions.noteChanged(),
    },
    log,
  );
  const telling = startRounds(
    {
      everyMs: tellEveryMs,
      failure: 'News of regions could not be told; it is tried again.',
      round: () => tell(news),
    },
    log,
  );
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all([noting[Symbol.asyncDispose](), telling[Symbol.asyncDispose]()]);
    },
  };
}

async function tell(news: NewsContext): Promise<void> {
  while (await tellNews(news));
}

interface Noted {
  readonly revision: number;
  readonly validUntil: number;
}

/** Remembers of each region at which revision it was looked at, so that a look is only taken at what has changed. */
class Regions {
  readonly #news: NewsContext;
  readonly #noted = new Map<string, Noted>();

  constructor(news: NewsContext) {
    this.#news = news;
  }

  async noteChanged(): Promise<void> {
    const { status, clock } = this.#news;
    for (let after: string | undefined; ; ) {
      const page = await status.store.listRegions({ limit: regionsAtOnce, ...(after && { after }) });
      for (const { id } of page.slice(0, regionsAtOnce)) {
        // Read before the region is: what changes meanwhile is looked at again.
        const revision = status.store.revision(id);
        const noted = this.#noted.get(id);
        if (noted?.revision === revision && clock.now() < noted.validUntil) continue;
        this.#noted.set(id, { revision, validUntil: await noteNews(this.#news, id) });
      }
      if (page.length <= regionsAtOnce) return;
      after = page[regionsAtOnce - 1]?.id;
    }
  }
}
