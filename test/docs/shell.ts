import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ShellRun {
  readonly exitCode: number;
  /** What each command wrote to standard output; it ends with the command that failed. */
  readonly outputs: readonly string[];
  /** Of all of them. */
  readonly stderr: string;
}

/** Runs commands one after the other in one session of bash, which ends at the first that fails. */
export async function runInOneShell(
  commands: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string,
): Promise<ShellRun> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-shell-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  const outputOf = (index: number) => join(folder, `${index}.out`);
  const script = join(folder, 'script.sh');
  const lines = commands.map((command, index) => `exec >${outputOf(index)}\n${command}`);
  await writeFile(script, ['set -euo pipefail', ...lines].join('\n'));

  const env = { ...process.env, ...environment, TMPDIR: folder };
  const { exitCode, stderr } = await run('bash', [script], { cwd, env });
  const outputs: string[] = [];
  for (const index of commands.keys()) {
    const output = await readFile(outputOf(index), 'utf8').catch(() => undefined);
    if (output === undefined) break;
    outputs.push(output);
  }
  return { exitCode, outputs, stderr };
}

function run(
  file: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<{ exitCode: number; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(file, args, options, (_error, _stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stderr }),
    );
  });
}
