import { dayMs } from '../../kit/instant.ts';
import type { ReadingSession } from '../copy/store-to-copy.ts';
import { sizeQueries } from '../size.ts';
import { amount, type Finding, fault, note, well } from './finding.ts';

const rateOverDays = 30;
/** Of fewer jobs nothing can be said about a million. */
const leastJobs = 10_000;
const leastFreeBytes = 256_000_000;
const [fewDays, someDays] = [7, 60];

/** How much room a store takes, and how long there is enough. `freeBytes` null: nobody knows. */
export async function examineRoom(
  session: ReadingSession,
  bytes: number,
  freeBytes: number | null,
  nowMs: number,
): Promise<Finding> {
  const subject = 'room';
  const one = async (sql: string, ...parameters: number[]) =>
    Number((await session.query(sql, parameters))[0]?.n);
  const counted = await one(sizeQueries.counted);
  const lately = await one(`${sizeQueries.counted} where slot >= ?`, nowMs - rateOverDays * dayMs);
  const perDay = lately / rateOverDays;
  const perJob = counted < leastJobs ? null : bytes / counted;
  const days = freeBytes === null || !perJob || perDay === 0 ? null : freeBytes / (perJob * perDay);
  const sentences = [
    `${amount(bytes)} for ${counted} jobs${perJob ? `, ${amount(perJob * 1_000_000)} a million` : ''}; ${Math.round(perDay)} jobs a day.`,
    ...(freeBytes === null
      ? []
      : [`${amount(freeBytes)} are free${days === null ? '' : `, enough for ${ageOf(days)}`}.`]),
  ];
  const text = sentences.join(' ');
  const fix = 'Make room, give the data a larger disk, or keep jobs for fewer days and run `platen compact`.';
  if ((freeBytes ?? leastFreeBytes) < leastFreeBytes || (days ?? fewDays) < fewDays)
    return fault(subject, text, fix);
  return (days ?? someDays) < someDays ? note(subject, text, fix) : well(subject, text);
}

/** As if nothing were dropped. */
function ageOf(days: number): string {
  return days < 2 * 365 ? `${Math.floor(days)} days` : `${Math.floor(days / 365)} years`;
}
