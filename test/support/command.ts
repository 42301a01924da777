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

function spawnPlaten(
  args: readonly string[],
  environment: Environment,
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, ['--conditions=source', entry, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** `platen serve` in a process of its own, on any free port, from its last line of greeting on. */
export class ServerProcess implements AsyncDisposable {
  /** What it printed to greet, a line each. */
  readonly greeting: readonly string[];
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #ended: Promise<CommandRun>;

  private constructor(
    child: ChildProcessByStdio<null, Readable, Readable>,
    greeting: readonly string[],
    ended: Promise<CommandRun>,
  ) {
    this.#child = child;
    this.greeting = greeting;
    this.#ended = ended;
  }

  /** @throws Error with what the process said, when it ends before it has greeted. */
  static async start(folder: string, ...args: readonly string[]): Promise<ServerProcess> {
    const child = spawnPlaten(['serve', '--port', '0', '--data', folder, ...args], {});
    let stdout = '';
    let stderr = '';
    const { promise: greeted, resolve } = Promise.withResolvers<'greeted'>();
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout += part;
      if (/^Reference .*\n/m.test(stdout)) resolve('greeted');
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr += part;
    });
    const ended = once(child, 'close').then(([exitCode]): CommandRun => ({ exitCode, stdout, stderr }));
    if ((await Promise.race([greeted, ended])) !== 'greeted') {
      throw new Error(`The server ended before it listened: ${stderr}`);
    }
    return new ServerProcess(child, stdout.trimEnd().split('\n'), ended);
  }

  get url(): string {
    return this.#told(/^Platen listens on +(\S+)$/) ?? '';
  }

  /** Undefined on every start but the first. */
  get operatorKey(): string | undefined {
    return this.#told(/^Operator key +(\S+) /);
  }

  #told(pattern: RegExp): string | undefined {
    return this.greeting.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
  }

  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.#child.kill(signal);
  }

  /** Resolves when it has said it on standard error. */
  async says(words: string): Promise<void> {
    for await (const part of this.#child.stderr.iterator({ destroyOnReturn: false })) {
      if (String(part).includes(words)) return;
    }
  }

  ended(): Promise<CommandRun> {
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal('SIGTERM');
    await this.#ended;
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
