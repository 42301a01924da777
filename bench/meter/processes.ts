import { readdirSync, readFileSync } from 'node:fs';

export interface Process {
  readonly name: string;
  readonly parent: number;
  /** Processor time so far, in seconds. */
  readonly cpuSeconds: number;
}

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

/** What all processes of this kind have used so far, in seconds, of those that are still there. */
export function cpuSecondsOf(isMeant: (process: Process) => boolean): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readProcess(Number(pid)))
    .reduce((sum, process) => sum + (process && isMeant(process) ? process.cpuSeconds : 0), 0);
}

/** Undefined when it has just ended. */
export function readProcess(pid: number): Process | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name, which may hold anything, is in brackets; after it come state, parent and, from there the eleventh, the times.
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  return {
    name: text.slice(text.indexOf('(') + 1, end),
    parent: Number(fields[1]),
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
  };
}
