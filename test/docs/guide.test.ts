import { describe, expect, it } from 'vitest';
import { startPlaten } from '../support/platen.ts';
import { Postgres, whyNoPostgres } from '../support/postgres.ts';
import { differences } from './answers.ts';
import { documents, root, textOf } from './documents.ts';
import { readGuidePage, type Step } from './guide-page.ts';
import { runInOneShell } from './shell.ts';

const pages = documents.filter((path) => path.startsWith('docs/guide/'));

/** A page with several calls of the command line is slow on a busy machine. */
const longMs = 180_000;

describe('the guide', () => {
  it('has pages', () => {
    expect(pages.length).toBeGreaterThan(5);
  });

  it.for(pages)(
    '%s can be run from top to bottom, and answers as it shows',
    { timeout: longMs },
    async (page, { skip }) => {
      const { steps } = readGuidePage(textOf(page));
      const lacking = whyNoPostgres();
      const wantsDatabase = steps.some(({ command }) => command.includes('$DATABASE_URL'));
      skip(wantsDatabase && lacking !== undefined, lacking);
      await using stack = new AsyncDisposableStack();
      const postgres = wantsDatabase ? stack.use(await Postgres.start()) : undefined;
      // The page on feeds reads one of the server's own.
      const settings = { PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8' };
      await using platen = await startPlaten({ settings });
      const tenant = await platen.organization();
      const variables = {
        PLATEN_URL: platen.url,
        OPERATOR_KEY: platen.operatorKey,
        ORG: tenant.orgId,
        KEY: tenant.key,
        DATA: platen.folder,
        ...(postgres ? { DATABASE_URL: await postgres.database() } : {}),
      };
      const commands = steps.map(({ command }) => command);
      const { exitCode, outputs, stderr } = await runInOneShell(commands, variables, root);

      const failed = `${page}, the block at line ${steps[outputs.length - 1]?.line}: ${stderr}${outputs.at(-1)}`;
      expect(exitCode, failed).toBe(0);
      expect(steps.flatMap((step, index) => differencesOf(step, outputs[index] ?? ''))).toEqual([]);
    },
  );

  it.each(pages)('%s says which variables it needs', (page) => {
    const { introduction, steps } = readGuidePage(textOf(page));
    const script = steps.map(({ command }) => command).join('\n');
    const variables = ['PLATEN_URL', 'OPERATOR_KEY', 'ORG', 'KEY', 'DATA', 'DATABASE_URL'];
    const used = variables.filter((name) => script.includes(`$${name}`));
    expect(used.filter((name) => !introduction.includes(`\`${name}\``))).toEqual([]);
  });
});

function differencesOf({ line, answer }: Step, output: string): string[] {
  return answer ? differences(answer, output).map((difference) => `line ${line}: ${difference}`) : [];
}
