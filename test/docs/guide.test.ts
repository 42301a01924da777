import { describe, expect, it } from 'vitest';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { startPlaten } from '../support/platen.ts';
import { Postgres, whyNoPostgres } from '../support/postgres.ts';
import { until } from '../support/until.ts';
import { differences } from './answers.ts';
import { documents, root, textOf } from './documents.ts';
import { readGuidePage, type Step } from './guide-page.ts';
import { type Receivers, startReceivers } from './receivers.ts';
import { runInOneShell } from './shell.ts';

const pages = documents.filter((path) => path.startsWith('docs/guide/'));

/** A page with several calls of the command line is slow on a busy machine. */
const longMs = 180_000;

/** What has reached whom in the end. */
const afterwards: Readonly<Record<string, (receivers: Receivers) => Promise<void> | void>> = {
  'docs/guide/open-a-ticket.md': async ({ desk, mailed, mailText }) => {
    expect(desk.tickets().map(({ title, state }) => `${state}: ${title}`)).toEqual([
      'closed: [Test] Test of the channel "Helpdesk"',
      'closed: Partial Outage in eu: Printing is down',
    ]);
    await until(async () => mailed().length >= 2);
    expect(mailed()).toEqual([
      'Partial Outage in eu: Printing is down · Lindenhof Clinic',
      'Resolved: Partial Outage in eu: Printing is down · Lindenhof Clinic',
    ]);
    expect(
      differences({ language: 'text', text: shownMail('docs/guide/open-a-ticket.md') }, mailText(0)),
    ).toEqual([]);
  },
  'docs/guide/renew-in-time.md': ({ mailed }) => {
    expect(mailed()).toEqual([
      '[Test] Test of the channel "Procurement" · Lindenhof Clinic',
      'The subscription ends in 29 days · Lindenhof Clinic',
      'Acknowledged: The subscription ends in 29 days · Lindenhof Clinic',
      'Resolved: The subscription ends in 29 days · Lindenhof Clinic',
    ]);
  },
  'docs/guide/watch-the-jobs.md': ({ chatted }) => {
    expect(chatted().map((text) => text.split('\n')[0])).toEqual([
      '[Test] Test of the channel "Chat"',
      'Failed print jobs on mfp-2: 9',
      'Acknowledged: Failed print jobs on mfp-2: 9',
      'Resolved: Failed print jobs on mfp-2: 9',
    ]);
  },
};

/** The message that a page shows, from its first line to its last. */
function shownMail(page: string): string {
  const blocks = [...textOf(page).matchAll(/^```console\n(.*?)^```$/gms)];
  return blocks.find(([, text = '']) => text.includes('Why did I get this?'))?.[1] ?? '';
}

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
      await using receivers = await startReceivers();
      const wantsProvider = steps.some(({ command }) => command.includes('$ISSUER'));
      const provider = wantsProvider ? stack.use(await startIdentityProvider()) : undefined;
      const wantsJudging = steps.some(({ command }) => command.includes('/anomalies'));
      const watchAlerts = wantsJudging || steps.some(({ command }) => command.includes('/channels'));
      const settings = {
        // The page on feeds reads one of the server's own, and those of alerts send to this machine.
        PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
        // Where nothing can be mailed the link of an invitation is in the answer.
        ...(provider ? settingsFor(provider) : {}),
        ...(watchAlerts ? { PLATEN_SMTP_URL: receivers.smtpUrl } : {}),
      };
      await using platen = await startPlaten({ settings, watchAlerts });
      const tenant = await platen.organization();
      if (wantsJudging) {
        // Jobs are judged when a quarter of an hour is over.
        const passing = setInterval(() => platen.clock.advance(30), 200);
        stack.defer(() => clearInterval(passing));
      }
      const variables = {
        PLATEN_URL: platen.url,
        OPERATOR_KEY: platen.operatorKey,
        ORG: tenant.orgId,
        KEY: tenant.key,
        DATA: platen.folder,
        ...receivers.variables,
        ...(provider ? { ISSUER: provider.issuer } : {}),
        ...(postgres ? { DATABASE_URL: await postgres.database() } : {}),
      };
      const commands = steps.map(({ command }) => command);
      const { exitCode, outputs, stderr } = await runInOneShell(commands, variables, root);

      const failed = `${page}, the block at line ${steps[outputs.length - 1]?.line}: ${stderr}${outputs.at(-1)}`;
      expect(exitCode, failed).toBe(0);
      expect(steps.flatMap((step, index) => differencesOf(step, outputs[index] ?? ''))).toEqual([]);
      await afterwards[page]?.(receivers);
    },
  );

  it.each(pages)('%s says which variables it needs', (page) => {
    const { introduction, steps } = readGuidePage(textOf(page));
    const script = steps.map(({ command }) => command).join('\n');
    const own = ['PLATEN_URL', 'OPERATOR_KEY', 'ORG', 'KEY', 'DATA', 'DATABASE_URL', 'ISSUER'];
    const variables = [...own, 'DESK_URL', 'DESK_EMAIL', 'DESK_TOKEN', 'CHAT_URL', 'HOOK_URL'];
    const used = variables.filter((name) => script.includes(`$${name}`));
    expect(used.filter((name) => !introduction.includes(`\`${name}\``))).toEqual([]);
  });
});

function settingsFor(provider: IdentityProvider): Record<string, string> {
  provider.serve('https://platen.school.example/auth/single-sign-on/callback');
  return {
    PLATEN_OIDC_ISSUER: provider.issuer,
    PLATEN_OIDC_CLIENT_ID: provider.clientId,
    PLATEN_OIDC_CLIENT_SECRET: provider.clientSecret,
  };
}

function differencesOf({ line, answer }: Step, output: string): string[] {
  return answer ? differences(answer, output).map((difference) => `line ${line}: ${difference}`) : [];
}
