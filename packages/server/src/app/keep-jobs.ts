import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { dropSome, isDropDue, type JobsContext, raiseFloors } from '../jobs/index.ts';
import { minuteMs } from '../kit/instant.ts';
import { startRounds } from './rounds.ts';

/** Long enough for the steps of a round. Should this server die, another takes over then. */
const leaseMs = 10 * minuteMs;
const stepsOfRound = 500;
/** So that what is sent and asked meanwhile has the database for most of the time. */
const betweenStepsMs = 50;

/** Drops jobs and counts that are older than they are kept, a little at a time, looking once a minute. */
export function startKeeping(jobs: JobsContext, log: Logger): AsyncDisposable {
  const stopping = new AbortController();
  const failure = 'Old jobs could not be dropped; it is tried again.';
  const round = () => keepJobs(jobs, stopping.signal);
  const rounds = startRounds({ everyMs: minuteMs, failure, round }, log);
  return {
    [Symbol.asyncDispose]() {
      stopping.abort();
      return rounds[Symbol.asyncDispose]();
    },
  };
}

/** One round, which one server at a time makes. */
export async function keepJobs(jobs: JobsContext, stop: AbortSignal): Promise<void> {
  await raiseFloors(jobs);
  if (!(await isDropDue(jobs))) return;
  const now = jobs.clock.now();
  const leaseUntil = now + leaseMs;
  if (!(await jobs.store.claimDropping(now, leaseUntil))) return;
  for (let step = 0; step < stepsOfRound && !stop.aborted; step++) {
    if (!(await dropSome(jobs))) break;
    await pause(betweenStepsMs, undefined, { signal: stop }).catch(() => undefined);
  }
  await jobs.store.endDropping(leaseUntil);
}
