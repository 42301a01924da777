import { Worker } from 'node:worker_threads';
import { Refusal } from '@platen/contract';
import type { TaskName, WriterReply, WriterTasks } from './messages.ts';

/**
 * The main thread's end of the writing thread. `exclusive` gives one caller the connection for as long as its
 * transaction lasts; everybody else waits in line. A thread that ended by itself, out of memory for example, has rolled
 * back what was in progress: its caller is refused, and whoever comes next has a new one.
 */
export class Writer implements AsyncDisposable {
  readonly #file: string;
  readonly #onLost: () => void;
  #thread: Thread;
  #line: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** `onLost` is called when a thread ended by itself: nobody knows whether its last commit was made. */
  constructor(file: string, onLost: () => void = () => undefined) {
    this.#file = file;
    this.#onLost = onLost;
    this.#thread = new Thread(file, onLost);
  }

  get isAlive(): boolean {
    return this.#thread.isAlive;
  }

  /** Runs `work` when all that came before is done; no other work comes in between. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(() => (this.isAlive || this.#isClosed ? work() : this.#withNewThread(work)));
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Sends one task to the thread. Only to be called within `exclusive`.
   *
   * @throws Refusal `overloaded` when the thread has ended or the disk is full.
   */
  send<N extends TaskName>(task: N, input: WriterTasks[N]['input']): Promise<WriterTasks[N]['output']> {
    return this.#thread.send(task, input);
  }

  /** Finishes what was begun, then ends the thread. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#line;
    this.#isClosed = true;
    await this.#thread.close();
  }

  /** Not before the old one has let go of the file, and not within a turn: half of its writes are gone. */
  async #withNewThread<T>(work: () => Promise<T>): Promise<T> {
    await this.#thread.close();
    this.#thread = new Thread(this.#file, this.#onLost);
    return work();
  }
}

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/** One thread, from its start to its end. */
class Thread {
  readonly #worker: Worker;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onLost: () => void;
  #nextId = 1;
  #isClosing = false;
  #lost: Refusal | undefined;

  constructor(file: string, onLost: () => void) {
    // From source the thread is TypeScript; in a build it lies beside this file as JavaScript.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#worker = new Worker(new URL(`./writer-thread.${extension}`, import.meta.url), {
      workerData: { file },
    });
    this.#onLost = onLost;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ended = promise;
    this.#worker.on('message', (reply: WriterReply) => this.#settle(reply));
    this.#worker.on('error', (error: Error) => this.#lose(error));
    this.#worker.on('exit', () => {
      this.#lose(new Error('The writing thread has ended.'));
      resolve();
    });
  }

  get isAlive(): boolean {
    return this.#lost === undefined;
  }

  send<N extends TaskName>(task: N, input: WriterTasks[N]['input']): Promise<WriterTasks[N]['output']> {
    if (this.#lost) return Promise.reject(this.#lost);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (output: unknown) => void, reject });
      this.#worker.postMessage({ id, task, input });
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#worker.postMessage('close');
    await this.#ended;
  }

  #settle(reply: WriterReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(faultOf(reply.error));
    else waiting?.resolve(reply.output);
  }

  #lose(cause: Error): void {
    if (this.#lost) return;
    this.#lost = new Refusal('overloaded', 'The writing thread of the database has ended.', { cause });
    for (const waiting of this.#waiting.values()) waiting.reject(this.#lost);
    if (!this.#isClosing) this.#onLost();
  }
}

const troubles: ReadonlyMap<number | undefined, string> = new Map([
  [5, 'Another program holds the database.'],
  [13, 'The disk is full.'],
]);

/** Such trouble is no fault of the request and none of ours: it may be sent again once that is over. */
function faultOf({
  message,
  sqliteCode,
}: {
  readonly message: string;
  readonly sqliteCode: number | undefined;
}): Error {
  const cause = new Error(message);
  const trouble = troubles.get(sqliteCode);
  return trouble
    ? new Refusal('overloaded', `${trouble} Nothing of this request was stored.`, { cause })
    : cause;
}
