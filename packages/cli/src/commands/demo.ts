import { flagOf, readConfig, seedDemo } from '@platen/server';
import { clearProgress, drawProgress, note, print } from '../terminal.ts';
import { parseFlags } from '../usage.ts';

export const demoUsage = `platen demo [--${flagOf('PLATEN_DATA')} FOLDER] [--config FILE]`;

/** Fills a data folder with the demo, without serving it. */
export async function demoCommand(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(args, { data: 'text', config: 'text' });
  const config = readConfig({ PLATEN_DATA: values.data }, values.config);
  const organizations = await seedDemo(config, (done) => drawProgress(done, 'making up a year of data'));
  clearProgress();
  if (!organizations) return note('This data folder has organizations of its own: no demo was added.');
  for (const { orgId, name, region } of organizations) print(`${orgId}  ${name} (${region}), demo`);
}
