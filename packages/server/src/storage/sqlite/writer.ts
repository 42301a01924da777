import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Refusal } from '@platen/contract';
import type { TaskName, WriterReply, WriterTasks } from './messages.ts';

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/**
 * The main thread's end of the writing thread. `exclusive` gives one caller the connection for as long as its
 * transaction lasts; everybody else waits in line.
 */
export class Writer implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #line: Promise<unknown> = Promise.resolve();
  #gone: Error | undefined;

  constructor(file: string) {
    // From source the thread is TypeScript; in a build it lies beside this file as JavaScript.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#worker = new Worker(new URL(`./writer-thread.${extension}`, import.meta.url), {
      workerData: { file },
    });
    this.#worker.on('message', (reply: WriterReply) => this.#settle(reply));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The writing thread has ended.')));
  }

  /** Runs `work` when all that came before is done; no other work comes in between. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work);
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  /** Sends one task to the thread. Only to be called within `exclusive`. */
  send<N extends TaskName>(task: N, input: WriterTasks[N]['input']): Promise<WriterTasks[N]['output']> {
    if (this.#gone) return Promise.reject(this.#gone);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (output: unknown) => void, reject });
      this.#worker.postMessage({ id, task, input });
    });
  }

  /** Finishes what was begun, then ends the thread. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#line;
    if (this.#gone) return;
    const ended = once(this.#worker, 'exit');
    this.#worker.postMessage('close');
    await ended;
  }

  #settle(reply: WriterReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(faultOf(reply.error));
    else waiting?.resolve(reply.output);
  }

  #fail(error: Error): void {
    this.#gone ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#gone);
    this.#waiting.clear();
  }
}

const sqliteFull = 13;

/** A full disk is no fault of the request and none of ours: it may be sent again once there is room. */
function faultOf({
  message,
  sqliteCode,
}: {
  readonly message: string;
  readonly sqliteCode: number | undefined;
}): Error {
  const cause = new Error(message);
  return sqliteCode === sqliteFull
    ? new Refusal('overloaded', 'The disk is full. Nothing of this request was stored.', { cause })
    : cause;
}
