import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument, operatorScopes, organizationScopes, type Route, routes } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { alertsUsage } from '../../packages/cli/src/commands/alerts.ts';
import { backtestUsage } from '../../packages/cli/src/commands/backtest.ts';
import { compactUsage } from '../../packages/cli/src/commands/compact.ts';
import { demoUsage } from '../../packages/cli/src/commands/demo.ts';
import { doctorUsage } from '../../packages/cli/src/commands/doctor.ts';
import { importUsage } from '../../packages/cli/src/commands/import.ts';
import { keyUsage } from '../../packages/cli/src/commands/key.ts';
import { migrateStoreUsage } from '../../packages/cli/src/commands/migrate-store.ts';
import { orgUsage } from '../../packages/cli/src/commands/org.ts';
import { serveUsage } from '../../packages/cli/src/commands/serve.ts';
import {
  type FlagSetting,
  flagOf,
  flagSettings,
  readConfig,
  settingNames,
} from '../../packages/server/src/index.ts';
import { codeSpans, documents, headingsOf, localLinks, root, textOf } from './documents.ts';

const readme = textOf('README.md');

describe('the README', () => {
  it('has at most 150 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  it('begins with the two commands', () => {
    expect(readme.split('\n').slice(0, 12)).toEqual(
      expect.arrayContaining(['npm ci && npm start', 'npm ci && npm test']),
    );
  });

  it('has exactly the settings there are, with the page on single sign-on, each with its flag and its default', () => {
    const tables = readme + textOf('docs/guide/single-sign-on.md');
    const rows = [...tables.matchAll(/^\| `([A-Z_]+)` \| (?:`--([\w-]+)`)? ?\| (?:`([^`]+)`)? ?\|/gm)];
    expect(rows.map(([, name]) => name)).toEqual(settingNames);
    const flagged = (name: string): name is FlagSetting => flagSettings.some((setting) => setting === name);
    const flags = settingNames.map((name) => (flagged(name) ? flagOf(name) : undefined));
    expect(rows.map(([, , flag]) => flag)).toEqual(flags);
    const shown = Object.fromEntries(rows.map(([, name, , value = '']) => [name, value]));
    expect(readConfig(shown, undefined, {})).toEqual(readConfig({}, undefined, {}));
  });
});

describe('the documents', () => {
  it('link to what exists', () => {
    const broken = documents.flatMap((path) => localLinks(path).filter((link) => !leadsSomewhere(link)));
    expect(broken).toEqual([]);
  });

  it('name files that exist', () => {
    const named = mentions(documents, (text) =>
      codeSpans(text).filter((code) => /^(?:packages|docs|test|bench)\/[\w./-]+$/.test(code)),
    );
    expect(named.filter(({ name }) => !existsSync(join(root, name)))).toEqual([]);
  });

  it('name scripts that exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = mentions(documents, (text) =>
      [...text.matchAll(/\bnpm (?:run (?:--silent |-s )?([a-z:]+)|(start|test)\b)/g)].map(
        ([, run, own]) => run ?? own ?? '',
      ),
    );
    expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
  });

  it('call the command line as it is', () => {
    const calls = mentions(documents, callsOf);
    expect(calls.flatMap(({ path, name }) => unknownParts(name).map((part) => ({ path, part })))).toEqual([]);
  });

  it('name routes that exist', () => {
    const named = mentions(documents, (text) => text.match(/\b(GET|POST|PUT|PATCH|DELETE) \/v1\/[\w{}/-]*/g));
    expect(named.filter(({ name }) => !known.routes.has(name))).toEqual([]);
  });

  it('name scopes that exist', () => {
    const scope = /\b(?:system-status|job-stats|subscription|jobs|org|operator):[a-z*]+/g;
    const named = mentions(documents, (text) => text.match(scope));
    expect(named.filter(({ name }) => !known.scopes.has(name))).toEqual([]);
  });

  it('name fields, values and error codes of the contract', () => {
    const forUsers = documents.filter((path) => /^README|^docs\/(?:guide|glossary)/.test(path));
    const named = mentions(forUsers, (text) =>
      codeSpans(text).filter((code) => /^[a-z]+(?:_[a-z]+)+$/.test(code) && code !== 'page_log'),
    );
    expect(named.filter(({ name }) => !known.contract.includes(`"${name}"`))).toEqual([]);
  });
});

/** What is found in each of the documents; a rule that finds nothing anywhere has gone blind. */
function mentions(
  paths: readonly string[],
  find: (text: string) => readonly string[] | null,
): { readonly path: string; readonly name: string }[] {
  const found = paths.flatMap((path) => (find(textOf(path)) ?? []).map((name) => ({ path, name })));
  expect(found.length).toBeGreaterThan(0);
  return found;
}

function leadsSomewhere({ file, heading }: { file: string; heading: string | undefined }): boolean {
  if (!existsSync(join(root, file))) return false;
  return heading === undefined || headingsOf(textOf(file)).includes(heading);
}

const known = {
  routes: new Set(Object.values<Route>(routes).map(({ method, path }) => `${method} ${path}`)),
  scopes: new Set(Object.keys({ ...organizationScopes, ...operatorScopes })),
  contract: JSON.stringify(openApiDocument({ version: '0' })),
};

/** A line for each way to call `platen`. */
const usages = [
  serveUsage,
  alertsUsage,
  backtestUsage,
  compactUsage,
  doctorUsage,
  demoUsage,
  importUsage,
  keyUsage,
  migrateStoreUsage,
  orgUsage,
]
  .join('\n')
  .split('\n')
  .filter((line) => line.startsWith('platen '));

/** Every call in a text, without what follows it on its line; a line that ends in a backslash goes on. */
function callsOf(text: string): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, '');
  const typed = [...joined.matchAll(/\bplaten -- ([^\n`)>|]+)/g)];
  const named = codeSpans(joined).flatMap((code) => [...code.matchAll(/^platen ([^`]+)$/g)]);
  return [...typed, ...named].map(([, call = '']) => `platen ${call.trim()}`);
}

function unknownParts(call: string): string[] {
  const [, command = '', verb = ''] = call.split(' ');
  if (command === 'help') return [];
  const start = /^[a-z][a-z-]*$/.test(verb) ? `platen ${command} ${verb}` : `platen ${command}`;
  const fitting = usages.filter((usage) => `${usage} `.startsWith(`${start} `));
  if (fitting.length === 0) return [`\`${call}\` calls what there is not`];
  const flags = [...call.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
  return flags
    .filter((flag) => !fitting.some((usage) => usage.includes(flag)))
    .map((flag) => `${call}: ${flag}`);
}
