import type { Demand } from './organizations.ts';
import { assumed } from './organizations.ts';
import { answerAll, type Kind, type Waiting } from './queue.ts';
import type { Random } from './random.ts';

/** What a key costs that a server has to look up: it is not remembered yet, or all were forgotten. */
const lookUpMicros = 500;
/** When a stream comes again, after its server was lost: the pause that it was told, and as much by chance. */
const comesAgainSeconds = 2;
const lookedAtSeconds = 30;

/**
 * One of the servers is lost at the moment an incident begins: on each that is left, pollers come four times as often,
 * streams of the lost one come again within seconds, and every key is looked up anew.
 */
export function stampede(
  demand: Demand,
  kinds: readonly Kind[],
  servers: number,
  tellMicros: number,
  random: Random,
): Waiting {
  const left = Math.max(1, servers - 1);
  const arrivals: { at: number; micros: number }[] = [];
  for (const { perSecond, micros } of kinds) {
    const mean = left / perSecond;
    for (let at = random.exponential(mean); at < lookedAtSeconds; at += random.exponential(mean)) {
      // Each key comes once within an interval, and is not known then.
      const isFirst = at < assumed.pollSeconds.incident;
      arrivals.push({ at, micros: micros + (isFirst ? lookUpMicros : 0) });
    }
  }
  const lost = servers === 1 ? demand.peak.streams : demand.peak.streams / servers / left;
  for (let i = 0; i < lost; i++) {
    const at = comesAgainSeconds * (1 + random.uniform());
    arrivals.push({ at, micros: lookUpMicros + tellMicros });
  }
  return answerAll(
    arrivals.sort((a, b) => a.at - b.at),
    random,
  );
}
