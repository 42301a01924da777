import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Limits } from '../../packages/server/src/index.ts';

type Settings = Readonly<Record<string, string>>;

/** What a server is started with. */
export interface Serving {
  readonly pollFeeds: false;
  readonly watchAlerts: boolean;
  readonly limits?: Partial<Limits>;
}

export interface ToStart {
  readonly verb: 'start';
  readonly settings: Settings;
  readonly environment: Settings;
  readonly options: Serving;
  readonly clockFile: string;
}

export interface StartedServer {
  readonly url: string;
}

export interface ToMakeTables {
  readonly verb: 'make tables';
  readonly databaseUrl: string;
}

/** What the process is asked to do; where it says `url`, to the server that listens there. */
export type Asked =
  | ToStart
  | ToMakeTables
  | { readonly verb: 'hear' | 'tidy' | 'stop'; readonly url: string };

/** Begins the process that second servers are in; `url` is where it is asked for them. */
export async function beginSecondProcess() {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=source', '--wasm-wrapper-tiering-budget=2147483647'],
      ...['--import', new URL('./order-ids.ts', import.meta.url).href],
      fileURLToPath(new URL('./second-process.ts', import.meta.url)),
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const ended = once(child, 'exit').then(() => {
    throw new Error('The process of second servers has ended.');
  });
  ended.catch(() => undefined);
  const [url] = (await Promise.race([once(child, 'message'), ended])) as [string];
  return {
    url,
    makeTables: (databaseUrl: string) => tell(url, { verb: 'make tables', databaseUrl }),
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended.catch(() => undefined);
    },
  };
}

/** A server in the other process. */
export class SecondServer implements AsyncDisposable {
  readonly #process: string;
  readonly url: string;

  private constructor(process: string, url: string) {
    this.#process = process;
    this.url = url;
  }

  static async start(process: string, wanted: Omit<ToStart, 'verb'>): Promise<SecondServer> {
    const { url } = (await tell(process, { verb: 'start', ...wanted })) as StartedServer;
    return new SecondServer(process, url);
  }

  /** Resolves when it has heard of all that was changed before. */
  async hear(): Promise<void> {
    await tell(this.#process, { verb: 'hear', url: this.url });
  }

  async tidy(): Promise<void> {
    await tell(this.#process, { verb: 'tidy', url: this.url });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await tell(this.#process, { verb: 'stop', url: this.url });
  }
}

async function tell(process: string, asked: Asked): Promise<unknown> {
  const response = await fetch(process, { method: 'POST', body: JSON.stringify(asked) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
