import { ConfigError, examine, type Finding, flagOf, readConfig, systemClock } from '@platen/server';
import { environment } from '../environment.ts';
import { print } from '../terminal.ts';
import { parseFlags } from '../usage.ts';

export const doctorUsage = `platen doctor [--all] [--json] [--${flagOf('PLATEN_DATA')} FOLDER] [--config FILE]`;

/** Tells what is well and what is not. Ends with 1 when something is at fault. */
export async function doctorCommand(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(args, { all: 'switch', json: 'switch', data: 'text', config: 'text' });
  const findings = await lookAtEverything(values.data, values.config, values.all ?? false);
  const healthy = findings.every(({ verdict }) => verdict !== 'fault');
  if (values.json) print(JSON.stringify({ healthy, findings }, null, 2));
  else for (const line of findings.flatMap(linesOf)) print(line);
  if (!healthy) process.exitCode = 1;
}

async function lookAtEverything(
  data: string | undefined,
  configFile: string | undefined,
  all: boolean,
): Promise<readonly Finding[]> {
  const server = await examineServer(environment.url);
  try {
    const config = readConfig({ PLATEN_DATA: data }, configFile);
    const settings: Finding = { subject: 'settings', verdict: 'well', text: 'they can be used.', fix: null };
    return [settings, ...(await examine(config, { all })), server];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const fix = 'Correct it where it says.';
    return [{ subject: 'settings', verdict: 'fault', text: error.message, fix }, server];
  }
}

const answerWithinMs = 3_000;
const clockMayDifferMs = 5_000;

async function examineServer(url: string): Promise<Finding> {
  const subject = 'server';
  const asked = systemClock.now();
  const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(answerWithinMs) }).catch(
    () => undefined,
  );
  if (!answer) {
    const fix = 'Start one, or set PLATEN_URL to where it listens.';
    return { subject, verdict: 'note', text: `none answers at ${url}.`, fix };
  }
  if (!answer.ok) {
    const fix = 'Look at its log, and at the database.';
    return { subject, verdict: 'fault', text: `${url} is not ready: ${answer.status}.`, fix };
  }
  const aheadMs = Date.parse(answer.headers.get('date') ?? '') - asked;
  if (Math.abs(aheadMs) > clockMayDifferMs) {
    const fix = 'Keep all machines on time, as by chrony or systemd-timesyncd.';
    const text = `the clock of ${url} differs from ours by ${Math.round(Math.abs(aheadMs) / 1000)} s.`;
    return { subject, verdict: 'fault', text, fix };
  }
  return { subject, verdict: 'well', text: `${url} is ready.`, fix: null };
}

function linesOf({ subject, verdict, text, fix }: Finding): string[] {
  const mark = { well: 'ok   ', note: 'note ', fault: 'FAULT' }[verdict];
  const first = `${mark}  ${subject.padEnd(13)}  ${text}`;
  return fix === null ? [first] : [first, `${' '.repeat(22)}${fix}`];
}
