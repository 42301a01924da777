import { once } from 'node:events';
import { flagOf, flagSettings, type RunningServer, readConfig, serve, startDemo } from '@platen/server';
import { clearProgress, drawProgress, note, print } from '../terminal.ts';
import { parseFlags } from '../usage.ts';

export const serveUsage = `platen serve [--demo] [--config FILE] [${flagSettings.map((name) => `--${flagOf(name)} …`).join('] [')}]`;

/** Runs the server until it is told to stop (SIGINT, SIGTERM); what was accepted by then is finished. */
export async function serveCommand(args: readonly string[]): Promise<void> {
  const settingFlags = Object.fromEntries(flagSettings.map((name) => [flagOf(name), 'text' as const]));
  const { values } = parseFlags(args, { ...settingFlags, config: 'text', demo: 'switch' });
  const given = values as Readonly<Record<string, string | undefined>>;
  const flags = Object.fromEntries(flagSettings.map((name) => [name, given[flagOf(name)]]));
  const config = readConfig(flags, values.config);

  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await using server = await serve(config);
  await using stack = new AsyncDisposableStack();
  print(`Platen listens on  ${server.url}`);
  if (server.firstOperatorKey) print(`Operator key       ${server.firstOperatorKey}   (shown this once)`);
  if (server.setUpLink) print(`Set-up link        ${server.setUpLink}   (makes the first person; once)`);
  if (values.demo) await greetWithDemo(server, stack);
  print(`Status pages       ${server.url}/status`);
  print(`Reference          ${server.url}/docs`);
  await stop;
  note('Stopping: finishing what was accepted.');
}

async function greetWithDemo(server: RunningServer, stack: AsyncDisposableStack): Promise<void> {
  const demo = await startDemo(server, (done) => drawProgress(done, 'making up a year of data'));
  clearProgress();
  if (!demo) return note('This data folder has organizations of its own: no demo was added.');
  stack.use(demo);
  const base = `${server.url}/v1/orgs/${demo.orgId}`;
  print(`Organization       ${demo.orgId}   (demo: its data is made up)`);
  print(`Demo key           ${demo.key}   (valid for 30 days)`);
  print('');
  for (const answer of ['system-status', 'job-stats', 'subscription']) {
    print(`curl -s -H "Authorization: Bearer ${demo.key}" ${base}/${answer}`);
  }
  print('');
}
