import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { startRounds } from './rounds.ts';

/** Rounds of which each goes on until the test says how it ends. */
function openRounds(everyMs = 1) {
  const begun: PromiseWithResolvers<void>[] = [];
  const logged: string[] = [];
  const begins: PromiseWithResolvers<void>[] = [];
  const nthBegin = (n: number) => {
    begins[n] ??= Promise.withResolvers<void>();
    return begins[n];
  };
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => logged.push(line) });
  const rounds = startRounds(
    {
      everyMs,
      failure: 'It failed.',
      round: () => {
        const round = Promise.withResolvers<void>();
        nthBegin(begun.push(round)).resolve();
        return round.promise;
      },
    },
    log,
  );
  return { rounds, begun, logged, hasBegun: (n: number) => nthBegin(n).promise };
}

describe('rounds', () => {
  it('are told to fail once, and again after one that went well', async () => {
    const { rounds, begun, logged, hasBegun } = openRounds();
    for (const [index, isWell] of [false, false, true, false].entries()) {
      await hasBegun(index + 1);
      if (isWell) begun[index]?.resolve();
      else begun[index]?.reject(new Error('the database is away'));
    }
    await hasBegun(5);
    begun[4]?.resolve();
    await rounds[Symbol.asyncDispose]();
    expect(logged.filter((line) => line.includes('It failed.'))).toHaveLength(2);
  });

  it('come one after the other, and the last is waited for', async () => {
    const { rounds, begun, hasBegun } = openRounds();
    await hasBegun(1);
    let hasEnded = false;
    const ended = rounds[Symbol.asyncDispose]().then(() => {
      hasEnded = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([begun.length, hasEnded]).toEqual([1, false]);
    begun[0]?.resolve();
    await ended;
    expect(begun).toHaveLength(1);
  });

  it('begin at once when that is asked for, and none beside another', async () => {
    const { rounds, begun, hasBegun } = openRounds(3_600_000);
    rounds.begin();
    await hasBegun(1);
    rounds.begin();
    begun[0]?.resolve();
    await rounds[Symbol.asyncDispose]();
    expect(begun).toHaveLength(1);
  });
});
