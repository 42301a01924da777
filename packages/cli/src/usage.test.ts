import { ConfigError } from '@platen/server';
import { describe, expect, it, vi } from 'vitest';
import { demoCommand } from './commands/demo.ts';
import { importCommand } from './commands/import.ts';
import { keyCommand } from './commands/key.ts';
import { migrateStoreCommand } from './commands/migrate-store.ts';
import { orgCommand } from './commands/org.ts';
import { serveCommand } from './commands/serve.ts';
import { UsageError } from './usage.ts';

/** Before the commands are loaded: whoever runs the tests may have a key of their own. */
vi.hoisted(() => vi.stubEnv('PLATEN_KEY', undefined));

const commands = {
  serve: serveCommand,
  demo: demoCommand,
  org: orgCommand,
  key: keyCommand,
  import: importCommand,
  'migrate-store': migrateStoreCommand,
};

describe('a command that is called wrongly', () => {
  it.each([
    ['serve --prot 8080', "Unknown option '--prot'"],
    ['serve --port', "Option '--port <value>' argument missing"],
    ['serve --demo=yes', "Option '--demo' does not take an argument"],
    ['demo --region eu', "Unknown option '--region'"],
    ['org', 'platen org create --name NAME --region REGION'],
    ['org delete 4725fffa', 'platen org create'],
    ['org create --region eu', '--name is missing: what the organization is called.'],
    ['org create --name Lindenhof', '--region is missing: where its service runs.'],
    ['org create --name= --region eu', '--name is missing'],
    ['org show', 'ORG is missing: the id of the organization.'],
    ['org update --name Lindenhof', 'ORG is missing'],
    ['org update 4725fffa --patience soon', '--patience is "soon", but must be a whole number of seconds.'],
    ['key', 'platen key create --name NAME --scopes SCOPE,SCOPE'],
    ['key create --scopes jobs:write', '--name is missing: what the key is for.'],
    ['key create --name Agent', '--scopes is missing: such as --scopes system-status:read'],
    ['key create --name Agent --scope x', "Unknown option '--scope'"],
    ['key rotate', 'KEY_ID is missing: see `platen key list`.'],
    ['key rotate key_1 --overlap 1h', '--overlap is "1h", but must be a whole number of seconds.'],
    ['key revoke --org 4725fffa', 'KEY_ID is missing'],
    ['key list', 'PLATEN_KEY is missing: set this environment variable to an API key.'],
    ['import', 'platen import cups-page-log FILE --org ORG --source SOURCE'],
    ['import excel file.xls', 'platen import print-logger FILE'],
    ['import print-logger', 'FILE is missing: the log to read.'],
    ['import print-logger a.csv --source s', '--org is missing: the id of the organization.'],
    ['import print-logger a.csv --org o', '--source is missing: a name for what wrote the log'],
    [
      'import print-logger a.csv --org o --source s',
      '--time-zone is missing. Give it, for example `Europe/Paris`.',
    ],
    [
      'import print-logger a.csv --org o --source s --time-zone +01:00',
      '--time-zone is not an IANA time zone: "+01:00".',
    ],
    ['import cups-page-log a --org o --source s --time-zone UTC', "Unknown option '--time-zone'"],
    ['migrate-store', '--from is missing: the store to copy, a data folder or a config file.'],
    ['migrate-store --from data', '--to is missing'],
    ['migrate-store --from data --to new more', 'platen migrate-store --from STORE --to STORE'],
    [
      'migrate-store --from data --to postgresql://me:secret@db/platen',
      'Write it to a file as `DATABASE_URL=…`, and give the name of that file.',
    ],
    ['import cups-page-log a --org o --source s --format %p', '--format has no `%j`. Set `PageLogFormat`'],
  ])('platen %s', async (line, sentence) => {
    const [name = '', ...args] = line.split(' ');
    const running = commands[name as keyof typeof commands](args);
    await expect(running).rejects.toThrow(UsageError);
    await expect(running).rejects.toThrow(sentence);
  });

  it.each([
    [
      'serve --port 99999',
      'PLATEN_PORT is "99999" in the command line, but must be a whole number from 0 to 65535.',
    ],
    ['serve --log-level loud', 'PLATEN_LOG_LEVEL is "loud" in the command line, but must be one of debug'],
    ['demo --config /nowhere/platen.env', 'The config file /nowhere/platen.env cannot be read'],
  ])('platen %s, by a setting', async (line, sentence) => {
    const [name = '', ...args] = line.split(' ');
    const running = commands[name as keyof typeof commands](args);
    await expect(running).rejects.toThrow(ConfigError);
    await expect(running).rejects.toThrow(sentence);
  });
});
