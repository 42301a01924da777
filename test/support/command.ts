import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { OrganizationCreate, OrganizationScope } from '@platen/contract';
import { PlatenClient } from '@platen/sdk';
import { endWithTests } from './children.ts';

const entry = fileURLToPath(new URL('../../packages/cli/src/platen.ts', import.meta.url));

type Environment = Readonly<Record<string, string>>;

export interface CommandRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `platen` with these words to its end, in an environment that has nothing else of ours. */
export async function runPlaten(args: readonly string[], environment: Environment = {}): Promise<CommandRun> {
  const child = spawnPlaten(args, environment);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}

/** Starts `platen` with these words. */
export function spawnPlaten(
  args: readonly string[],
  environment: Environment,
): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(process.execPath, ['--conditions=source', entry, ...args], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithTests(child);
  return child;
}

/** `platen serve` in a process of its own, on any free port. */
export class ServerProcess implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #ended: Promise<unknown>;
  #stdout = '';
  #stderr = '';
  /** Settles when it says the next thing. */
  #heard = Promise.withResolvers<void>();

  private constructor(args: readonly string[]) {
    this.#child = spawnPlaten(['serve', '--port', '0', ...args], {});
    this.#ended = once(this.#child, 'close');
    this.#child.stdout.setEncoding('utf8').on('data', (part: string) => {
      this.#stdout += part;
      this.#hear();
    });
    this.#child.stderr.setEncoding('utf8').on('data', (part: string) => {
      this.#stderr += part;
      this.#hear();
    });
  }

  /**
   * Resolves when it has printed all of its greeting.
   *
   * @throws Error with what the process said, when it ends before that.
   */
  static async start(folder: string, ...args: readonly string[]): Promise<ServerProcess> {
    const server = new ServerProcess(['--data', folder, ...args]);
    await server.#until(() => /^Reference .*\n/m.test(server.#stdout));
    return server;
  }

  /** What it printed, a line each. */
  get lines(): readonly string[] {
    return this.#stdout.trimEnd().split('\n');
  }

  /** What it noted on standard error. */
  get notes(): string {
    return this.#stderr;
  }

  get url(): string {
    return this.told(/^Platen listens on +(\S+)$/) ?? '';
  }

  /** Undefined on every start but the first. */
  get operatorKey(): string | undefined {
    return this.told(/^Operator key +(\S+) /);
  }

  /** The first group of the pattern in the first line that has it. */
  told(pattern: RegExp): string | undefined {
    return this.lines.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
  }

  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.#child.kill(signal);
  }

  /** Resolves when it notes this on standard error. */
  async says(words: string): Promise<void> {
    await this.#until(() => this.#stderr.includes(words));
  }

  /** The exit code when it has ended; null when a signal ended it. */
  async ended(): Promise<number | null> {
    await this.#ended;
    return this.#child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal('SIGTERM');
    await this.#ended;
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      const ended = this.#ended.then(() => 'ended' as const);
      if ((await Promise.race([this.#heard.promise, ended])) === 'ended' && !isSo()) {
        throw new Error(`The server ended too early. ${this.#stderr}`);
      }
    }
  }

  #hear(): void {
    this.#heard.resolve();
    this.#heard = Promise.withResolvers<void>();
  }
}

/** A folder for one test, gone after it. */
export function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'platen-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

/** A new organization in the region `eu`, and a key of it with these scopes. */
export async function foundOrganization(
  url: string,
  operatorKey: string | undefined,
  scopes: OrganizationScope[],
  overrides: Partial<OrganizationCreate> = {},
): Promise<{ readonly orgId: string; readonly key: string; readonly client: PlatenClient }> {
  const operator = new PlatenClient({ url, key: operatorKey ?? '', retries: 0 });
  await operator.call('putRegion', { params: { region: 'eu' }, body: { name: 'Europe' } });
  const body = { name: 'Lindenhof Clinic', region: 'eu', ...overrides };
  const { org_id } = await operator.call('createOrganization', { body });
  const { key } = await operator.call('createKey', { params: { org_id }, body: { name: 'test', scopes } });
  return { orgId: org_id, key, client: new PlatenClient({ url, key, retries: 0 }) };
}
