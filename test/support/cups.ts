import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endWithTests } from './children.ts';
import { busConfiguration, filesConfiguration, serverConfiguration } from './cups-configuration.ts';

const run = promisify(execFile);

const programs = ['/usr/sbin/cupsd', '/usr/sbin/ippeveprinter', '/usr/bin/dbus-daemon', '/usr/bin/lp'];

/** Why no real CUPS can be run here; undefined when it can. */
export function whyNoCups(): string | undefined {
  const missing = programs.find((program) => !existsSync(program));
  if (missing) return `${missing} is not installed`;
  return process.getuid?.() === 0 ? undefined : 'cupsd has to be started by root';
}

/**
 * A real CUPS server with its page log on and two queues: `office-ps` swallows PostScript, `office-mfp` is a virtual
 * IPP Everywhere printer, which holds its first job fast until `letPrint`. All is under one folder and heard on a
 * socket there, so several can run side by side.
 */
export class Cups implements AsyncDisposable {
  readonly pageLog: string;
  readonly #folder: string;
  readonly #processes = new AsyncDisposableStack();

  private constructor(folder: string) {
    this.#folder = folder;
    this.pageLog = join(folder, 'log/page_log');
    this.#processes.defer(() => rm(folder, { recursive: true, force: true }));
  }

  static async start(): Promise<Cups> {
    await using starting = new AsyncDisposableStack();
    const cups = starting.use(new Cups(await mkdtemp(join(tmpdir(), 'platen-cups-'))));
    await cups.#layOut();
    cups.#spawn('/usr/sbin/cupsd', [
      '-f',
      '-c',
      cups.#in('etc/cupsd.conf'),
      '-s',
      cups.#in('etc/cups-files.conf'),
    ]);
    await until(() => cups.#ask('lpstat', '-r').then(({ stdout }) => stdout.includes('is running')));
    const ppd = 'drv:///sample.drv/generic.ppd';
    await cups.#ask('lpadmin', '-p', 'office-ps', '-E', '-v', 'file:/dev/null', '-m', ppd);
    const printer = `ipp://localhost:${await cups.#startPrinter()}/ipp/print`;
    await until(() =>
      cups.#ask('lpadmin', '-p', 'office-mfp', '-E', '-v', printer, '-m', 'everywhere').then(() => true),
    );
    starting.move();
    return cups;
  }

  /** Gives the number of the job. Options are those of `lp`. */
  async print(
    queue: 'office-ps' | 'office-mfp',
    document: string,
    ...options: readonly string[]
  ): Promise<string> {
    const file = this.#in('document');
    await writeFile(file, document, 'latin1');
    const { stdout } = await this.#ask('lp', '-d', queue, ...options, file);
    return /request id is \S+-(\d+) /.exec(stdout)?.[1] ?? '';
  }

  async cancel(job: string): Promise<void> {
    await this.#ask('cancel', job);
  }

  /** Resolves when the virtual printer has got all of a job. */
  async printerIsBusy(): Promise<void> {
    await until(async () => existsSync(this.#in('printer/busy')));
  }

  /** From now on the virtual printer prints at once. */
  async letPrint(): Promise<void> {
    await writeFile(this.#in('printer/go'), '');
  }

  /** Resolves when no job is left to do, and the page log has a line of each of these. */
  async finished(...logged: readonly string[]): Promise<void> {
    await until(() => this.#ask('lpstat', '-W', 'not-completed', '-o').then(({ stdout }) => stdout === ''));
    const isLogged = (log: string, job: string) => new RegExp(`^\\S+ \\S+ ${job} \\[.*\\n`, 'm').test(log);
    await until(async () => {
      const log = await readFile(this.pageLog, 'utf8');
      return logged.every((job) => isLogged(log, job));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#processes.disposeAsync();
  }

  #in(path: string): string {
    return join(this.#folder, path);
  }

  #ask(command: string, ...args: readonly string[]) {
    return run(command, [...args], {
      env: { PATH: '/usr/bin:/usr/sbin:/bin', CUPS_SERVER: this.#in('cups.sock') },
    });
  }

  #spawn(
    command: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): ChildProcess {
    const env = { PATH: '/usr/bin:/usr/sbin:/bin', ...environment };
    const child = spawn(command, args, { env, stdio: 'ignore' });
    endWithTests(child);
    this.#processes.defer(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    });
    return child;
  }

  /** Filters run as the user `lp`, so that user must come into the folders they work in, and no other. */
  async #layOut(): Promise<void> {
    const { stdout } = await run('id', ['-g', 'lp']);
    const folders = [
      '',
      'etc',
      'etc/ppd',
      'spool',
      'spool/tmp',
      'cache',
      'cache/rss',
      'state',
      'state/certs',
      'log',
    ];
    for (const folder of [...folders, 'printer']) {
      await mkdir(this.#in(folder), { recursive: true });
      await chown(this.#in(folder), 0, Number(stdout));
      await chmod(this.#in(folder), 0o770);
    }
    await writeFile(this.#in('etc/cups-files.conf'), filesConfiguration(this.#folder));
    await writeFile(this.#in('etc/cupsd.conf'), serverConfiguration(this.#folder));
    await writeFile(this.#in('bus.conf'), busConfiguration(this.#folder));
    const print = `#!/bin/sh\ntouch ${this.#in('printer/busy')}\nuntil [ -e ${this.#in('printer/go')} ]; do sleep 0.1; done\n`;
    await writeFile(this.#in('print.sh'), print, { mode: 0o755 });
  }

  /** The printer wants to announce itself on a message bus, so it gets one on which nobody listens. Gives its port. */
  async #startPrinter(): Promise<number> {
    this.#spawn('/usr/bin/dbus-daemon', [`--config-file=${this.#in('bus.conf')}`, '--nofork']);
    await until(async () => existsSync(this.#in('bus.sock')));
    const port = await freePort();
    const formats = 'application/pdf,image/pwg-raster';
    const named = [
      '-n',
      'localhost',
      '-p',
      String(port),
      '-r',
      'off',
      '-M',
      'Example',
      '-m',
      'Virtual',
      'Virtual',
    ];
    const works = ['-f', formats, '-d', this.#in('printer'), '-c', this.#in('print.sh')];
    const bus = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${this.#in('bus.sock')}` };
    this.#spawn('/usr/sbin/ippeveprinter', [...works, ...named], bus);
    await until(() => isListening(port));
    return port;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const mostTries = 600;

/** Asks again until it is so. A program that is not up yet gives no answer, which is a no. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  let refusal: unknown;
  const isSoNow = () =>
    isSo().catch((error: unknown) => {
      refusal = error;
      return false;
    });
  for (let tries = 0; !(await isSoNow()); tries++) {
    if (tries === mostTries) throw new Error(`CUPS never came so far: ${isSo}`, { cause: refusal });
    await pause(50);
  }
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, 'localhost');
  await once(socket, 'connect');
  socket.destroy();
  return true;
}
