import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Runs every script of package.json whose name begins with `check:`, side by side, and tells how each went. */
const prefix = 'check:';
const { scripts } = JSON.parse(await readFile(join(import.meta.dirname, '../package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
const names = Object.keys(scripts).filter((name) => name.startsWith(prefix));
if (names.length === 0) throw new Error(`package.json has no script ${prefix}…`);

const passed = await Promise.all(names.map(check));
if (passed.includes(false)) process.exitCode = 1;

/** Resolves to whether the script succeeded; what it said is shown only when it did not. */
async function check(name: string): Promise<boolean> {
  const startedAt = performance.now();
  const { code, said } = await run(name);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const title = name.slice(prefix.length).padEnd(10);
  process.stdout.write(
    code === 0 ? `ok      ${title} ${seconds} s\n` : `FAILED  ${title} ${seconds} s\n${said}\n`,
  );
  return code === 0;
}

function run(name: string): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}
