import { bytesPerMillion, type Compaction, compactStore, flagOf, readConfig } from '@platen/server';
import { clearProgress, drawProgress, printTable } from '../terminal.ts';
import { parseFlags } from '../usage.ts';

export const compactUsage = `platen compact [--${flagOf('PLATEN_DATA')} FOLDER] [--config FILE]`;

const meter = ['job', 'job_count'];

/** Gives the disk back what was dropped, and tells what the store takes. */
export async function compactCommand(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(args, { data: 'text', config: 'text' });
  const config = readConfig({ PLATEN_DATA: values.data }, values.config);
  const compaction = await compactStore(config, ({ done, text }) => drawProgress(done, text));
  clearProgress();
  printTable(['table', 'bytes before', 'bytes after', 'per million jobs'], rowsOf(compaction));
}

function rowsOf({ before, after }: Compaction): string[][] {
  const rest = (tables: ReadonlyMap<string, number>) =>
    [...tables].reduce((sum, [name, bytes]) => (meter.includes(name) ? sum : sum + bytes), 0);
  const perMillion = (table: string) => {
    const bytes = bytesPerMillion(after, table);
    return bytes === null ? '' : number(bytes);
  };
  return [
    ...meter.map((name) => [
      name,
      number(before.tables.get(name) ?? 0),
      number(after.tables.get(name) ?? 0),
      perMillion(name),
    ]),
    ['everything else', number(rest(before.tables)), number(rest(after.tables)), ''],
    ['on disk', number(before.bytes), number(after.bytes), ''],
  ];
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}
