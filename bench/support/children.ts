import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own, which says how much processor time and memory it has used. */
export class Child implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly hello: Readonly<Record<string, string>>;

  private constructor(process: ChildProcess, hello: Readonly<Record<string, string>>) {
    this.#process = process;
    this.hello = hello;
  }

  /** Starts a script and waits for its first message. */
  static async start(script: string, ...args: string[]): Promise<Child> {
    const child = fork(new URL(`../servers/${script}`, import.meta.url), args, {
      execArgv: ['--conditions=source'],
    });
    const [hello] = await once(child, 'message');
    return new Child(child, hello);
  }

  /** Processor time so far, in seconds, resident memory, in megabytes, and what else the child tells. */
  async usage(): Promise<Readonly<Record<string, number>> & { cpuSeconds: number; residentMb: number }> {
    const answer = once(this.#process, 'message');
    this.#process.send('usage');
    const [usage] = await answer;
    return usage;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await gone;
  }
}

/** The child's side: says hello, then answers each request for its usage, and with what else it has to tell. */
export function reportTo(
  hello: Readonly<Record<string, string>>,
  tell: () => Readonly<Record<string, number>> = () => ({}),
): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({
      ...tell(),
      cpuSeconds: (user + system) / 1e6,
      residentMb: process.memoryUsage().rss / 1e6,
    });
  });
  process.send?.(hello);
}
