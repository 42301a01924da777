import type { Logger } from 'pino';

/** Work that is to be done again and again. `failure` is what the log says of a round that failed. */
interface Rounds {
  readonly everyMs: number;
  readonly failure: string;
  round(): Promise<unknown>;
}

export interface RunningRounds extends AsyncDisposable {
  /** Begins a round at once, unless one is being made. */
  begin(): void;
}

/**
 * Begins a round in each interval, but none before the last one has ended. That rounds fail is told once, and again after
 * one that went well. Disposing of it waits for the round that is being made.
 */
export function startRounds({ everyMs, failure, round }: Rounds, log: Logger): RunningRounds {
  let making: Promise<void> | undefined;
  let isFailing = false;
  const begin = () => {
    making ??= round()
      .then(() => {
        isFailing = false;
      })
      .catch((error: unknown) => {
        if (!isFailing) log.error({ err: error }, failure);
        isFailing = true;
      })
      .finally(() => {
        making = undefined;
      });
  };
  const timer = setInterval(begin, everyMs);
  return {
    begin,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await making;
    },
  };
}
