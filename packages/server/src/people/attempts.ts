import { hash } from 'node:crypto';
import { Refusal } from '@platen/contract';
import type { Attempts, PeopleContext } from './store.ts';

const minuteMs = 60_000;
/** After the free ones each makes the pause twice as long. */
const firstPauseMs = 2_000;
const longestPauseMs = 15 * minuteMs;
/** After so long without any, all is forgotten. */
export const forgetAttemptsMs = 24 * 60 * minuteMs;
/** Many people may sit behind one address. */
const freeOfPerson = 5;
const freeOfAddress = 50;

interface Subject {
  readonly name: string;
  readonly free: number;
}

/**
 * Takes one attempt to sign in as a person, from an address, before it is known how it ends: so that of many that come at
 * once no more are let through than of as many one after another.
 *
 * @throws Refusal `too_many_attempts`, with the seconds to wait
 */
export async function takeAttempt(people: PeopleContext, who: string, address: string): Promise<Attempt> {
  const [person, place] = subjectsOf(who, address);
  await take(people, place);
  await take(people, person);
  const forget = ({ name }: Subject, failures: (before: number) => number) =>
    people.store.changeAttempts(name, (attempts) => ({
      ...attempts,
      failures: failures(attempts.failures),
      lockedUntil: 0,
    }));
  return {
    async wentWell() {
      await forget(person, () => 0);
      await forget(place, (before) => Math.max(0, before - 1));
    },
  };
}

export interface Attempt {
  /** It was the person: what they mistyped before counts no more. */
  wentWell(): Promise<void>;
}

/** Seconds to wait. */
export class TooManyAttempts extends Refusal {
  readonly retryAfterSeconds: number;

  constructor(waitMs: number) {
    const seconds = Math.ceil(waitMs / 1000);
    super('too_many_attempts', `Too many attempts have failed. Try again in ${seconds} s.`);
    this.retryAfterSeconds = seconds;
  }
}

async function take({ store, clock }: PeopleContext, { name, free }: Subject): Promise<void> {
  const now = clock.now();
  let waitMs = 0;
  await store.changeAttempts(name, (attempts) => {
    waitMs = attempts.lockedUntil - now;
    return waitMs > 0 ? attempts : afterAnother(attempts, free, now);
  });
  if (waitMs > 0) throw new TooManyAttempts(waitMs);
}

/** Taken for a failure until it is known better. */
function afterAnother(attempts: Attempts, free: number, now: number): Attempts {
  const before = now - attempts.lastAt >= forgetAttemptsMs ? 0 : attempts.failures;
  const failures = before + 1;
  const pauseMs = failures < free ? 0 : Math.min(firstPauseMs * 2 ** (failures - free), longestPauseMs);
  return { failures, lastAt: now, lockedUntil: now + pauseMs };
}

/** Neither an address of mail nor one of the network is stored for this. */
function subjectsOf(who: string, address: string): [Subject, Subject] {
  const name = (text: string) => hash('sha256', text, 'hex');
  return [
    { name: name(`person ${who}`), free: freeOfPerson },
    { name: name(`address ${address}`), free: freeOfAddress },
  ];
}
