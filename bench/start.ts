import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './support/children.ts';
import { printTable, type Verdict } from './support/table.ts';

const rounds = 5;
const idleMs = 5_000;

/** From the command to the first answer, and what an idle server holds. */
export async function benchStart(): Promise<Verdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  const starts: number[] = [];
  for (let round = 0; round < rounds; round++) starts.push(await startSeconds(folder));
  starts.sort((a, b) => a - b);
  const median = starts[Math.floor(rounds / 2)] ?? 0;

  await using idle = await Child.start('platen.ts', folder);
  await sleep(idleMs);
  const { residentMb } = await idle.usage();
  printTable(
    `Start and rest: median of ${rounds}`,
    ['', ''],
    [
      ['start to first answer', `${median.toFixed(2)} s`],
      ['resident memory, idle', `${residentMb.toFixed(0)} MB`],
    ],
  );
  return [
    { what: 'start', measured: `${median.toFixed(2)} s`, limit: '< 1 s', kept: median < 1 },
    {
      what: 'idle memory',
      measured: `${residentMb.toFixed(0)} MB`,
      limit: '< 120 MB',
      kept: residentMb < 120,
    },
  ];
}

async function startSeconds(folder: string): Promise<number> {
  const main = new URL('../packages/cli/src/main.ts', import.meta.url).pathname;
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--conditions=source', main, 'serve', '--port', '0', '--data', folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    const url = /http:\S+/.exec(text)?.[0];
    if (!url) continue;
    await fetch(`${url}/healthz`);
    const seconds = (performance.now() - began) / 1000;
    child.kill('SIGTERM');
    await exited;
    return seconds;
  }
  throw new Error('The server ended before it listened.');
}
