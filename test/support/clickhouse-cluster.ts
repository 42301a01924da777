import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { endWithTests } from './children.ts';
import { Clickhouse, free, freePorts, type Ports, whyNoClickhouse } from './clickhouse.ts';
import { until } from './until.ts';

const java = '/usr/bin/java';
const zookeeper = '/usr/share/java/zookeeper.jar';

/** Why no real cluster can be run here; undefined when it can. */
export function whyNoCluster(): string | undefined {
  if (!existsSync(java)) return `there is no Java at ${java}`;
  if (!existsSync(zookeeper)) return `there is no ZooKeeper at ${zookeeper}`;
  return whyNoClickhouse();
}

/** Two shards of two replicas each, and the ZooKeeper that they agree by, all on this machine. */
export class ClickhouseCluster implements AsyncDisposable {
  readonly zookeeper: Zookeeper;
  /** By shard, then by replica; the first of each is preferred. */
  readonly shards: readonly [readonly [Clickhouse, Clickhouse], readonly [Clickhouse, Clickhouse]];
  readonly #stack: AsyncDisposableStack;
  #databases = 0;

  private constructor(zookeeper: Zookeeper, nodes: readonly Clickhouse[], stack: AsyncDisposableStack) {
    const [a, b, c, d] = nodes;
    if (!a || !b || !c || !d) throw new Error('There are four nodes in two shards of two replicas.');
    this.zookeeper = zookeeper;
    this.shards = [
      [a, b],
      [c, d],
    ];
    this.#stack = stack;
  }

  static async start(): Promise<ClickhouseCluster> {
    await using starting = new AsyncDisposableStack();
    const zookeeper = starting.use(await Zookeeper.start());
    const ports = [await freePorts(), await freePorts(), await freePorts(), await freePorts()];
    const nodes = await Promise.all(
      ports.map(async (own, index) => {
        const node = await Clickhouse.start(own, membership(ports, index, zookeeper.port));
        return starting.use(node);
      }),
    );
    return new ClickhouseCluster(zookeeper, nodes, starting.move());
  }

  get nodes(): readonly Clickhouse[] {
    return this.shards.flat();
  }

  /** The URL of a database that nobody has used, with one entry by each shard. */
  database(): string {
    const [[a], [c]] = this.shards;
    return `http://${a.host},${c.host}/platen_${++this.#databases}?cluster=platen`;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

export class Zookeeper implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(port: number, folder: string, process: ChildProcess) {
    this.port = port;
    this.#folder = folder;
    this.#process = process;
  }

  static async start(): Promise<Zookeeper> {
    const folder = await mkdtemp(join(tmpdir(), 'platen-zk-'));
    const [port = 0] = await free(1);
    await mkdir(join(folder, 'data'));
    const settings = [
      `dataDir=${folder}/data`,
      `clientPort=${port}`,
      'clientPortAddress=127.0.0.1',
      'tickTime=500',
      'admin.enableServer=false',
      'forceSync=no',
      '4lw.commands.whitelist=srvr',
    ];
    await writeFile(join(folder, 'zoo.cfg'), settings.join('\n'));
    const process = spawn(
      java,
      [
        ...['-Xmx128m', '-Dzookeeper.forceSync=no', '-cp', zookeeper],
        ...['org.apache.zookeeper.server.ZooKeeperServerMain', join(folder, 'zoo.cfg')],
      ],
      { stdio: 'ignore', cwd: folder },
    );
    endWithTests(process);
    const hasEnded = () => process.exitCode !== null || process.signalCode !== null;
    await until(() => isServing(port), hasEnded);
    if (hasEnded()) throw new Error('ZooKeeper has ended before it answered.');
    return new Zookeeper(port, folder, process);
  }

  freeze(): void {
    this.#process.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await gone;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** It listens before it serves, and who comes meanwhile is turned away. */
async function isServing(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  // Who comes in between is not answered at all.
  socket.setTimeout(500, () => socket.destroy());
  socket.write('srvr');
  return (await text(socket)).includes('Mode: standalone');
}

function membership(ports: readonly Ports[], index: number, zookeeperPort: number): string {
  const shards = [ports.slice(0, 2), ports.slice(2)].map((replicas) => {
    const hosts = replicas.map(({ tcp }) => `<replica><host>127.0.0.1</host><port>${tcp}</port></replica>`);
    return `<shard><internal_replication>true</internal_replication>${hosts.join('')}</shard>`;
  });
  return `
  <remote_servers><platen>${shards.join('')}</platen></remote_servers>
  <zookeeper>
    <node><host>127.0.0.1</host><port>${zookeeperPort}</port></node>
    <session_timeout_ms>10000</session_timeout_ms>
  </zookeeper>
  <macros><shard>${Math.floor(index / 2) + 1}</shard><replica>${(index % 2) + 1}</replica></macros>
  <distributed_ddl><path>/clickhouse/task_queue/ddl</path></distributed_ddl>`;
}
