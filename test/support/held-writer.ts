import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { type Platen, startPlaten } from './platen.ts';

/** The writing thread of an embedded database, which can be kept from hearing what is asked of it. */
export interface HeldWriter {
  /** Until what this gives is disposed of: then it hears all that was kept from it. */
  hold(): Disposable;
  /** How many messages are kept from it. */
  kept(): number;
  /** Ends it, as running out of memory would. */
  end(): Promise<unknown>;
}

export async function startPlatenWithHeldWriter(
  options?: Parameters<typeof startPlaten>[0],
): Promise<{ readonly platen: Platen; readonly writer: HeldWriter }> {
  const started = once(process, 'worker') as Promise<[Worker]>;
  const platen = await startPlaten(options);
  const [worker] = await started;
  return { platen, writer: heldWriter(worker) };
}

function heldWriter(worker: Worker): HeldWriter {
  const tell = worker.postMessage.bind(worker);
  const kept: unknown[] = [];
  const release = () => {
    worker.postMessage = tell;
    for (const message of kept.splice(0)) tell(message);
  };
  return {
    hold() {
      worker.postMessage = (message: unknown) => void kept.push(message);
      return { [Symbol.dispose]: release };
    },
    kept: () => kept.length,
    end: () => worker.terminate(),
  };
}
