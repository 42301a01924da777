import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endWithTests } from './children.ts';

const folder = join(import.meta.dirname, '../real/clickhouse');

/** Why no ClickHouse of today can be run here; undefined when it can. */
export function whyNoClickhouseToday(): string | undefined {
  if (existsSync(join(folder, 'node_modules/chdb'))) return undefined;
  return 'there is no ClickHouse of today: npm install --no-save --prefix test/real/clickhouse';
}

/** The engine of a ClickHouse of today, in a process of its own that speaks as a server does. It lets everybody in. */
export class ClickhouseToday implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #host: string;
  #databases = 0;

  private constructor(process: ChildProcess, host: string) {
    this.#process = process;
    this.#host = host;
  }

  static async start(): Promise<ClickhouseToday> {
    const server = spawn(process.execPath, [join(folder, 'serve.ts')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    endWithTests(server);
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    return new ClickhouseToday(server, `127.0.0.1:${String(port).trim()}`);
  }

  /** The URL of a database that nobody has used. */
  database(): string {
    return `http://${this.#host}/platen_${++this.#databases}`;
  }

  async query(sql: string): Promise<string> {
    const response = await fetch(`http://${this.#host}/`, { method: 'POST', body: sql });
    const answer = (await response.text()).trim();
    if (!response.ok) throw new Error(answer);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }
}
