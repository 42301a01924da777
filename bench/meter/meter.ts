import type { Result } from '../support/result.ts';
import { benchBytes } from './bytes.ts';
import { startEngines } from './engines.ts';
import { benchGrowth } from './growth.ts';
import { benchIngest } from './ingest.ts';
import { benchReads } from './reads.ts';
import { benchSmallPosts } from './small-posts.ts';

/** The meter on every engine that is installed: what it takes, what it answers, what it costs. */
export async function benchMeter({ large }: { readonly large: boolean }): Promise<Result> {
  await using engines = await startEngines();
  const { all, lacking } = engines;
  const results = [
    await benchIngest(all),
    await benchSmallPosts(all),
    await benchGrowth(all, large ? 'large' : 'usual'),
    await benchReads(all),
    await benchBytes(all),
  ];
  const tried = all.map(({ name, version }) => `${name} ${version}`).join(', ');
  return {
    tables: results.flatMap(({ tables }) => tables),
    verdicts: results.flatMap(({ verdicts }) => verdicts),
    notes: [
      `Engines: ${tried}, with the settings they come with, on the cores that server and senders run on, too.`,
      ...lacking,
      ...results.flatMap(({ notes = [] }) => notes),
    ],
    constants: Object.assign({}, ...results.map(({ constants }) => constants)),
  };
}
