import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endWithTests } from './children.ts';

const program = 'prometheus-alertmanager';

/** Why no real Alertmanager can be run here; undefined when it can. */
export function whyNoAlertmanager(): string | undefined {
  const { error } = spawnSync(program, ['--version']);
  return error && `${program} is not installed`;
}

interface ShownAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly status: { readonly state: string };
}

/** A real Alertmanager on a free port, without neighbours, which tells nobody. */
export class Alertmanager implements AsyncDisposable {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(url: string, folder: string, child: ChildProcess) {
    this.url = url;
    this.#folder = folder;
    this.#process = child;
  }

  static async start(): Promise<Alertmanager> {
    const folder = await mkdtemp(join(tmpdir(), 'platen-alertmanager-'));
    const config = join(folder, 'alertmanager.yml');
    await writeFile(config, 'route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n');
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      program,
      [
        `--config.file=${config}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--cluster.listen-address=',
      ],
      { stdio: 'ignore' },
    );
    endWithTests(child);
    const alertmanager = new Alertmanager(`http://${address}`, folder, child);
    await alertmanager.#ready();
    return alertmanager;
  }

  /** Those that fire. */
  async firing(): Promise<readonly ShownAlert[]> {
    const answer = await fetch(`${this.url}/api/v2/alerts`);
    return (await answer.json()) as ShownAlert[];
  }

  async #ready(): Promise<void> {
    for (;;) {
      const answer = await fetch(`${this.url}/-/ready`).catch(() => undefined);
      if (answer?.ok) return;
      if (this.#process.exitCode !== null)
        throw new Error(`${program} ended with ${this.#process.exitCode}.`);
      await pause(50);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
    await rm(this.#folder, { recursive: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
