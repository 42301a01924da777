import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { endWithTests } from './children.ts';
import { until } from './until.ts';

/** Where Debian keeps it, and where ClickHouse's own packages do. */
const places = ['/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-server'];

/** Why no real ClickHouse can be run here; undefined when it can. */
export function whyNoClickhouse(): string | undefined {
  return places.some((place) => existsSync(place))
    ? undefined
    : `there is no ClickHouse at ${places.join(' or ')}`;
}

export interface Ports {
  readonly http: number;
  readonly tcp: number;
  readonly interserver: number;
}

/** A real ClickHouse server on a folder and ports of its own. */
export class Clickhouse implements AsyncDisposable {
  readonly #folder: string;
  readonly #ports: Ports;
  #server: ChildProcess | undefined;
  #databases = 0;

  private constructor(folder: string, ports: Ports) {
    this.#folder = folder;
    this.#ports = ports;
  }

  /** `more`: further elements of its configuration, such as the cluster that it belongs to. */
  static async start(ports?: Ports, more = ''): Promise<Clickhouse> {
    await using starting = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'platen-ch-'));
    const server = starting.use(new Clickhouse(folder, ports ?? (await freePorts())));
    for (const part of ['data', 'tmp', 'format']) await mkdir(join(folder, part));
    await writeFile(join(folder, 'config.xml'), configuration(folder, server.#ports, more));
    await writeFile(join(folder, 'users.xml'), users);
    await server.up();
    starting.move();
    return server;
  }

  /** Host and port of its HTTP interface. */
  get host(): string {
    return `127.0.0.1:${this.#ports.http}`;
  }

  /** The URL of a database that nobody has used; who opens it makes it. */
  database(): string {
    return `http://${this.host}/platen_${++this.#databases}`;
  }

  /** Asks as anybody might who is let in; the answer as it came. */
  query(sql: string): Promise<string> {
    return askClickhouse(this.host, sql);
  }

  async up(): Promise<void> {
    const server = spawn(
      places.find((place) => existsSync(place)) ?? '',
      [`--config-file=${join(this.#folder, 'config.xml')}`],
      {
        stdio: 'ignore',
        cwd: this.#folder,
      },
    );
    endWithTests(server);
    this.#server = server;
    const hasEnded = () => server.exitCode !== null || server.signalCode !== null;
    await until(() => this.query('select 1'), hasEnded);
    if (hasEnded()) throw new Error('ClickHouse has ended before it answered.');
  }

  /** Ends it as a crash would. */
  kill(): Promise<void> {
    return this.#signal('SIGKILL');
  }

  /** It goes on to exist, and answers nothing until it is thawed. */
  freeze(): void {
    this.#server?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#server?.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #signal(signal: 'SIGKILL'): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }
}

/** @throws Error with what a server says that does not do it. */
export async function askClickhouse(host: string, sql: string): Promise<string> {
  // Each on a connection of its own: the server closes what is idle, also just when it is used again.
  const asking = request(`http://${host}`, { method: 'POST', agent: false });
  asking.end(sql);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  const said = (await text(answer)).trim();
  if (answer.statusCode !== 200) throw new Error(said);
  return said;
}

/** Ports that nobody listens to at the moment. */
export async function freePorts(): Promise<Ports> {
  const [http = 0, tcp = 0, interserver = 0] = await free(3);
  return { http, tcp, interserver };
}

/** All are held until the last is found, so that no two are the same. */
export async function free(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = held.map((server) => (server.address() as { port: number }).port);
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** It is in a zone of quarters of an hour, which must make no difference to anything. */
function configuration(folder: string, { http, tcp, interserver }: Ports, more: string): string {
  return `<yandex>
  <logger><level>warning</level><log>${folder}/log</log><errorlog>${folder}/errors</errorlog></logger>
  <http_port>${http}</http_port>
  <tcp_port>${tcp}</tcp_port>
  <interserver_http_port>${interserver}</interserver_http_port>
  <interserver_http_host>127.0.0.1</interserver_http_host>
  <listen_host>127.0.0.1</listen_host>
  <max_concurrent_queries>200</max_concurrent_queries>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <mark_cache_size>67108864</mark_cache_size>
  <path>${folder}/data/</path>
  <tmp_path>${folder}/tmp/</tmp_path>
  <format_schema_path>${folder}/format/</format_schema_path>
  <users_config>${folder}/users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <timezone>Asia/Kathmandu</timezone>
  ${more}
</yandex>
`;
}

const users = `<yandex>
  <profiles><default></default></profiles>
  <quotas><default></default></quotas>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
    </default>
  </users>
</yandex>
`;
