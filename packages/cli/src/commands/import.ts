import { createReadStream, statSync } from 'node:fs';
import {
  type Connector,
  type ConnectorOption,
  connectors,
  type Read,
  type Reading,
  type ReadJob,
  type Unreadable,
} from '@platen/connectors';
import { Refusal } from '@platen/contract';
import type { PlatenClient } from '@platen/sdk';
import { connect } from '../client.ts';
import { clearProgress, drawProgress, note, print } from '../terminal.ts';
import { parseFlags, required, UsageError } from '../usage.ts';

const all: readonly Connector[] = Object.values(connectors);

const flagOf = ({ name }: ConnectorOption) => name.replaceAll('_', '-');

export const importUsage = all
  .map(({ name, title, options }) => {
    const flags = options.map((option) =>
      option.default === undefined ? `--${flagOf(option)} ${option.example}` : `[--${flagOf(option)} …]`,
    );
    return `platen import ${name} FILE --org ORG --source SOURCE ${flags.join(' ')}\n    ${title}`;
  })
  .join('\n');

const batchSize = 5_000;

interface Totals {
  accepted: number;
  updated: number;
  unchanged: number;
  readonly unread: Unreadable[];
  readonly rejected: { readonly line: number; readonly message: string; readonly fix: string }[];
}

/** Sends the jobs of a log file to the server. Importing the same lines again changes nothing. */
export async function importCommand([name, ...args]: readonly string[]): Promise<void> {
  const connector = all.find((candidate) => candidate.name === name);
  if (!connector) throw new UsageError(importUsage);
  const own = Object.fromEntries(connector.options.map((option) => [flagOf(option), 'text' as const]));
  const { values, words } = parseFlags(args, { ...own, org: 'text', source: 'text' });
  const file = required(words[0], 'FILE', 'the log to read');
  const org_id = required(values.org, '--org', 'the id of the organization');
  const source = required(
    values.source,
    '--source',
    'a name for what wrote the log, such as the print server',
  );
  const given = values as Readonly<Record<string, string | undefined>>;
  const options: Record<string, string> = {};
  for (const option of connector.options) {
    const value = given[flagOf(option)];
    if (value !== undefined) options[option.name] = value;
  }
  const read = open(connector, options);
  const { size } = statSync(file);

  const client = connect();
  const totals: Totals = { accepted: 0, updated: 0, unchanged: 0, unread: [], rejected: [] };
  let isDeclared = false;
  for await (const batch of batchesOf(read(createReadStream(file)), totals)) {
    // Not sooner: a file that turns out to be something else must not leave a source from which nothing ever comes.
    if (!isDeclared) await declare(client, { org_id, source }, connector, options);
    isDeclared = true;
    if (batch.length > 0) await send(client, { org_id, source }, batch, totals);
    const last = batch.at(-1);
    if (last) drawProgress(last.bytesRead / size, `line ${last.line}`);
  }
  clearProgress();
  report(connector, totals);
}

/** The connector speaks of its options by name; here they are flags. */
function open(connector: Connector, options: Readonly<Record<string, string>>): Read {
  try {
    return connector.open(options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const sentences = error.errors.map(({ location, message, fix }) => {
      const option = connector.options.find(({ name }) => location === `options.${name}`);
      return `${option ? `--${flagOf(option)}` : location} ${message}. ${fix}`;
    });
    throw new UsageError(sentences.join('\n'));
  }
}

/** Batches of jobs, the last of them perhaps empty; what cannot be read goes to `totals`. */
async function* batchesOf(readings: AsyncIterable<Reading>, totals: Totals): AsyncGenerator<ReadJob[]> {
  let batch: ReadJob[] = [];
  for await (const reading of readings) {
    if ('unreadable' in reading) {
      totals.unread.push(reading.unreadable);
      continue;
    }
    batch.push(reading);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function declare(
  client: PlatenClient,
  params: { org_id: string; source: string },
  { coverage }: Connector,
  options: Readonly<Record<string, string>>,
): Promise<void> {
  const { types, outcomes } = coverage;
  const body = { types: [...types], outcomes: [...outcomes], time_zone: options.time_zone ?? null };
  await client.call('putSource', { params, body });
}

async function send(
  client: PlatenClient,
  { org_id, source }: { org_id: string; source: string },
  batch: readonly ReadJob[],
  totals: Totals,
): Promise<void> {
  const body = batch.map(({ event }) => event);
  const receipt = await client.call('postJobs', { params: { org_id }, query: { source }, body });
  totals.accepted += receipt.accepted;
  totals.updated += receipt.updated;
  totals.unchanged += receipt.unchanged;
  for (const { index, message, fix } of receipt.rejected) {
    totals.rejected.push({ line: batch[index]?.line ?? 0, message, fix });
  }
}

function report(connector: Connector, { accepted, updated, unchanged, unread, rejected }: Totals): void {
  print(`${accepted} jobs imported, ${updated} updated, ${unchanged} known already.`);
  note(connector.caveat);
  for (const { line, reason, fix, text } of unread)
    note(`line ${line} not read: ${reason} ${fix}\n    ${text}`);
  for (const { line, message, fix } of rejected) note(`line ${line} not taken: ${message} ${fix}`);
  if (unread.length + rejected.length > 0) {
    print(`${unread.length} lines not read, ${rejected.length} not taken; see above.`);
    process.exitCode = 1;
  }
}
