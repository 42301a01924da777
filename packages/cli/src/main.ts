import { Refusal } from '@platen/contract';
import { PlatenError, UnreachableError } from '@platen/sdk';
import {
  ConfigError,
  FolderInUseError,
  UncopyableStoreError,
  UnfinishedCopyError,
  UnusableDatabaseError,
} from '@platen/server';
import { alertsCommand, alertsUsage } from './commands/alerts.ts';
import { backtestCommand, backtestUsage } from './commands/backtest.ts';
import { compactCommand, compactUsage } from './commands/compact.ts';
import { demoCommand, demoUsage } from './commands/demo.ts';
import { doctorCommand, doctorUsage } from './commands/doctor.ts';
import { importCommand, importUsage } from './commands/import.ts';
import { keyCommand, keyUsage } from './commands/key.ts';
import { migrateStoreCommand, migrateStoreUsage } from './commands/migrate-store.ts';
import { orgCommand, orgUsage } from './commands/org.ts';
import { serveCommand, serveUsage } from './commands/serve.ts';
import { note, print } from './terminal.ts';
import { UsageError } from './usage.ts';

const commands = {
  serve: { run: serveCommand, usage: serveUsage },
  demo: { run: demoCommand, usage: demoUsage },
  org: { run: orgCommand, usage: orgUsage },
  key: { run: keyCommand, usage: keyUsage },
  import: { run: importCommand, usage: importUsage },
  alerts: { run: alertsCommand, usage: alertsUsage },
  backtest: { run: backtestCommand, usage: backtestUsage },
  doctor: { run: doctorCommand, usage: doctorUsage },
  compact: { run: compactCommand, usage: compactUsage },
  'migrate-store': { run: migrateStoreCommand, usage: migrateStoreUsage },
};

const help = `Platen: is the service up, are the jobs flowing, is the subscription safe?

${Object.values(commands)
  .map(({ usage }) => usage)
  .join('\n\n')}

org, key, import, alerts and backtest talk to the server at PLATEN_URL (http://127.0.0.1:8080) with the key in PLATEN_KEY.`;

await main(process.argv.slice(2));

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || name === 'help' || name === '--help' || args.includes('--help'))
    return print(help);
  const command = Object.entries(commands).find(([known]) => known === name)?.[1];
  try {
    if (!command) throw new UsageError(`There is no command ${name}.\n\n${help}`);
    await command.run(args);
  } catch (error) {
    note(explain(error));
    process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}

/** The sentence that helps the caller; a fault of ours keeps its stack. */
function explain(error: unknown): string {
  if (error instanceof PlatenError) {
    const { detail, code, request_id, errors = [] } = error.problem;
    return [`${detail} (${code}, request ${request_id})`, ...errors.map(({ fix }) => `    ${fix}`)].join(
      '\n',
    );
  }
  if (error instanceof Refusal) {
    return [error.message, ...error.errors.map(({ fix }) => `    ${fix}`)].join('\n');
  }
  if (!(error instanceof Error)) return String(error);
  return isExpected(error) ? error.message : (error.stack ?? error.message);
}

function isExpected(error: Error & { code?: string }): boolean {
  const kinds = [
    UsageError,
    ConfigError,
    UnreachableError,
    FolderInUseError,
    UncopyableStoreError,
    UnfinishedCopyError,
    UnusableDatabaseError,
  ];
  return (
    kinds.some((kind) => error instanceof kind) ||
    // The operating system's own words: a file that is not there, an address that is taken.
    /^E[A-Z]+$/.test(error.code ?? '')
  );
}
