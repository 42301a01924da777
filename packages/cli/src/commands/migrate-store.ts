import { existsSync, statSync } from 'node:fs';
import {
  type CopyProgress,
  type CopyReport,
  migrateStore,
  readConfig,
  type StoreSettings,
} from '@platen/server';
import { clearProgress, drawProgress, note, print, printTable } from '../terminal.ts';
import { parseFlags, required, UsageError } from '../usage.ts';

export const migrateStoreUsage = `platen migrate-store --from STORE --to STORE
    STORE is a data folder, or a config file that names the database`;

/** The copy is good as far as it goes, but somebody may be writing to the source: it is to be run again. */
const exitServed = 3;

/** Copies a store to another. Running it again copies only what differs. */
export async function migrateStoreCommand(args: readonly string[]): Promise<void> {
  const { values, words } = parseFlags(args, { from: 'text', to: 'text' });
  if (words.length > 0) throw new UsageError(migrateStoreUsage);
  const from = required(values.from, '--from', 'the store to copy, a data folder or a config file');
  const to = required(values.to, '--to', 'the store to copy it to, a data folder or a config file');
  const source = storeNamed(from, '--from');
  const target = storeNamed(to, '--to');

  const interrupt = () => {
    clearProgress();
    note('Interrupted. Run the same command again to go on from here.');
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  const report = await migrateStore(source, target, process.stderr.isTTY ? bar() : lines());
  process.off('SIGINT', interrupt);
  clearProgress();
  printReport(report, from, to);
}

function storeNamed(text: string, flag: string): StoreSettings {
  if (text.includes('://'))
    throw new UsageError(
      `${flag} is a URL, and everybody on a machine sees its command lines. Write it to a file as \`DATABASE_URL=…\`, and give the name of that file.`,
    );
  // Only what is named counts: the environment may name the store that is served here.
  if (existsSync(text) && !statSync(text).isDirectory()) return readConfig({}, text, {});
  return readConfig({ PLATEN_DATA: text }, undefined, {});
}

function bar(): (progress: CopyProgress) => void {
  const began = performance.now();
  return ({ done, total, copied }) => {
    const seconds = (performance.now() - began) / 1000;
    const left = done === 0 ? '' : `, ${duration((Math.max(total - done, 0) * seconds) / done)} left`;
    const rate = number(Math.round(copied / seconds));
    drawProgress(
      total === 0 ? 1 : done / total,
      `${number(done)} of ${number(total)} jobs, ${rate} copied a second${left}`,
    );
  };
}

/** A line for each tenth: where nobody looks on, each is one that stays. */
function lines(): (progress: CopyProgress) => void {
  let tenth = 0;
  return ({ done, total, copied }) => {
    const reached = total === 0 ? 10 : Math.floor((10 * done) / total);
    if (reached <= tenth) return;
    tenth = reached;
    note(`${number(done)} of ${number(total)} jobs are there; ${number(copied)} had to be copied.`);
  };
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function printReport({ tables, organizations, copied, outcome }: CopyReport, from: string, to: string): void {
  printTable(
    ['table', 'rows from', 'rows to', ''],
    tables.map((row) => [
      row.table,
      number(row.from.rows),
      number(row.to.rows),
      verdict(row.from.rows === row.to.rows && row.from.sum === row.to.sum),
    ]),
  );
  print('');
  const types = ['print', 'scan', 'copy', 'fax'] as const;
  printTable(
    ['organization', ...types, ''],
    organizations.map((row) => [
      row.orgId,
      ...types.map((type) => both(row.from.get(type) ?? 0, row.to.get(type) ?? 0)),
      verdict(row.isSame),
    ]),
  );
  print('');
  print(`${number(copied)} jobs copied by this run.`);
  switch (outcome) {
    case 'complete':
      print(`identical: start the servers on ${to}.`);
      return;
    case 'served':
      print(`not complete yet: ${from} is being served. Stop its servers, and run this again.`);
      process.exitCode = exitServed;
      return;
    case 'different':
      print('different: see above. Run this again; nothing is served from a copy that is not complete.');
      process.exitCode = 1;
  }
}

function verdict(isSame: boolean): string {
  return isSame ? 'same' : 'differs';
}

function both(from: number, to: number): string {
  return from === to ? number(from) : `${number(from)} / ${number(to)}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
