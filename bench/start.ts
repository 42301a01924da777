import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from './support/result.ts';

const rounds = 5;
const idleMs = 5_000;
/** The bundle, which `npm run bench` and `npm start` build. */
const platen = new URL('../packages/cli/dist/platen.js', import.meta.url).pathname;

/** From the command to the first answer, and what an idle server holds. */
export async function benchStart(): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  const starts: number[] = [];
  let residentMb = 0;
  for (let round = 0; round < rounds; round++) {
    await using server = await start(folder);
    starts.push(server.seconds);
    if (round < rounds - 1) continue;
    await sleep(idleMs);
    residentMb = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.pid)])) / 1024;
  }
  starts.sort((a, b) => a - b);
  const median = starts[Math.floor(rounds / 2)] ?? 0;
  return {
    tables: [
      {
        title: `Start and rest: median of ${rounds} starts, memory after ${idleMs / 1000} s`,
        head: ['', ''],
        rows: [
          ['start to first answer', `${median.toFixed(2)} s`],
          ['resident memory, idle', `${residentMb.toFixed(0)} MB`],
        ],
      },
    ],
    verdicts: [
      { what: 'start', measured: `${median.toFixed(2)} s`, limit: '< 1 s', kept: median < 1 },
      {
        what: 'idle memory',
        measured: `${residentMb.toFixed(0)} MB`,
        limit: '< 120 MB',
        kept: residentMb < 120,
      },
    ],
  };
}

interface Started extends AsyncDisposable {
  readonly seconds: number;
  readonly pid: number | undefined;
}

async function start(folder: string): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, [platen, 'serve', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  let text = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += chunk;
    const url = /http:\S+/.exec(text)?.[0];
    if (!url) continue;
    await fetch(`${url}/healthz`);
    return {
      seconds: (performance.now() - began) / 1000,
      pid: child.pid,
      async [Symbol.asyncDispose]() {
        child.kill('SIGTERM');
        await exited;
      },
    };
  }
  throw new Error('The server ended before it listened.');
}
