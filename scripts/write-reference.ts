import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  channelConfigs,
  contractVersion,
  openApiDocument,
  operatorScopes,
  organizationScopes,
  type ProblemCode,
  problems,
  type Route,
  routes,
  type Scope,
} from '@platen/contract';

/**
 * Writes what docs/reference says of the contract. With `--check` it writes nothing and fails when a file is not what
 * it would write.
 */
const folder = join(import.meta.dirname, '../docs/reference');
const files = {
  'openapi.json': `${JSON.stringify(openApiDocument({ version: contractVersion }), null, 2)}\n`,
  'errors.md': errorsText(),
  'scopes.md': scopesText(),
  'channels.md': channelsText(),
};

if (process.argv.includes('--check')) await check();
else await write();

async function write(): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  process.stdout.write(`Wrote ${Object.keys(files).join(', ')} to docs/reference.\n`);
}

async function check(): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const written = await readFile(join(folder, name), 'utf8').catch(() => undefined);
    if (written === text) continue;
    process.stderr.write(`docs/reference/${name} is out of date: run \`npm run contract\` and commit it.\n`);
    process.exitCode = 1;
  }
  if (!process.exitCode) process.stdout.write('docs/reference is up to date.\n');
}

function errorsText(): string {
  const codes = Object.keys(problems) as ProblemCode[];
  const rows = codes.map(
    (code) => `| ${problems[code].status} | [\`${code}\`](#${code}) | ${problems[code].title} |`,
  );
  const sections = codes.map((code) => {
    const { status, title, cause, fix } = problems[code];
    return `## ${code}\n\n**${title}** (HTTP ${status})\n\nCause: ${cause}\n\nFix: ${fix}\n`;
  });
  return `# Errors

Whatever goes wrong is answered as \`application/problem+json\` (RFC 9457) with one of these codes.

${table(['Status', 'Code', 'Meaning'], rows)}

${sections.join('\n')}`;
}

function scopesText(): string {
  return `# Scopes

A key carries scopes. An operation that names several takes a key with any one of them, unless it needs all of them.

## Of an organization's key

${table(['Scope', 'Allows', 'Operations'], scopeRows(organizationScopes))}

## Of an operator's key

${table(['Scope', 'Allows', 'Operations'], scopeRows(operatorScopes))}
`;
}

function scopeRows(scopes: Readonly<Record<string, string>>): string[] {
  return Object.entries(scopes).map(
    ([scope, text]) => `| \`${scope}\` | ${text} | ${operations(scope as Scope)} |`,
  );
}

function operations(scope: Scope): string {
  if (scope === 'operator:*') return 'all of the operator';
  return Object.values<Route>(routes)
    .filter(({ scopes }) => scopes.includes(scope))
    .map(({ method, path }) => `\`${method} ${path}\``)
    .join('<br>');
}

function channelsText(): string {
  const sections = Object.entries<unknown>(channelConfigs).map(([kind, config]) => {
    const { description, examples, properties, required } = config as ConfigSchema;
    const rows = Object.entries(properties).map(
      ([name, setting]) =>
        `| \`${name}\` | ${natureOf(name, setting, required)} | ${setting.description ?? ''} |`,
    );
    const example = JSON.stringify(examples[0], null, 2);
    return `## ${kind}\n\n${description}\n\n${table(['Setting', '', ''], rows)}\n\n\`\`\`json\n${example}\n\`\`\`\n`;
  });
  return `# Channels

Where alerts can be sent, by kind, with the settings of each. Secrets are taken in, kept sealed and shown never again.

${sections.join('\n')}`;
}

interface ConfigSchema {
  readonly description: string;
  readonly examples: readonly unknown[];
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, SettingSchema>>;
}

interface SettingSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly writeOnly?: boolean;
}

function natureOf(name: string, setting: SettingSchema, required: readonly string[]): string {
  const need = required.includes(name)
    ? 'needed'
    : setting.default === undefined
      ? ''
      : `default \`${JSON.stringify(setting.default)}\``;
  return [need, setting.writeOnly ? 'secret' : ''].filter((word) => word !== '').join(', ');
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n');
}
