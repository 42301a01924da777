import { writeFile } from 'node:fs/promises';
import { anomalySeverities, type Backtest } from '@platen/contract';
import { atLeast } from '../backtest/at-least.ts';
import { chart } from '../backtest/chart.ts';
import { report } from '../backtest/report.ts';
import { connect } from '../client.ts';
import { print, printTable } from '../terminal.ts';
import { parseFlags, required, UsageError } from '../usage.ts';

export const backtestUsage = `platen backtest --org ORG [--days DAYS] [--severity warning|error|critical] [--html FILE]
    What the detector would have told of in the last 28 days, or as many as 92, and from which severity on to listen.`;

/** It goes through months, which takes seconds. */
const patienceMs = 120_000;

/** Shows what would have been told of an organization's jobs, through the API. */
export async function backtestCommand(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(args, { org: 'text', days: 'text', severity: 'text', html: 'text' });
  const orgId = required(values.org, '--org', 'the id of the organization');
  const days = wholeDays(values.days ?? '28');
  const asked = values.severity ?? 'warning';
  const least = anomalySeverities.find((severity) => severity === asked);
  if (!least) throw new UsageError(`--severity must be one of ${anomalySeverities.join(', ')}.`);
  const all = await connect({ timeoutMs: patienceMs, retries: 0 }).call('backtestAnomalies', {
    params: { org_id: orgId },
    body: { days },
  });
  const result = atLeast(all, least);
  show(result);
  if (values.html === undefined) return;
  await writeFile(values.html, report(result, orgId));
  print(`\nThe report is in ${values.html}.`);
}

function wholeDays(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 92) return Number(text);
  throw new UsageError(`--days is "${text}", but must be a number of days from 1 to 92.`);
}

function show(result: Backtest): void {
  for (const series of result.series) {
    for (const line of chart(series, result)) print(line);
    print('');
  }
  if (result.anomalies.length === 0) print('Nothing would have been told.\n');
  else {
    printTable(
      ['SINCE', 'UNTIL', 'SEVERITY', 'WHAT'],
      result.anomalies.map(({ since, closed_at, severity, sentence }) => [
        since,
        closed_at ?? 'goes on',
        severity,
        sentence,
      ]),
    );
    print('');
  }
  print(result.suggested.sentence);
  if (result.untried !== null) print(result.untried);
}
