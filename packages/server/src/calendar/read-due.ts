import { dayMs, hourMs, minuteMs } from '../kit/instant.ts';
import { addDays, dateAt } from '../kit/zone.ts';
import { icsDays } from './ics-days.ts';
import type { CalendarAnswer, CalendarContext, ClaimedIcs, IcsOutcome } from './store.ts';
import { UnreadableCalendarError } from './whole-day-events.ts';

/** Longer than reading takes; whoever held it when it ends has died. */
const leaseMs = minuteMs;
const mostAtOnce = 10;

/**
 * Reads the calendars that are due: once a day, after a failure again in an hour. What could be read last is kept while it
 * fails. `orgId`: those of one organization.
 *
 * @throws AggregateError of faults of ours; what is wrong with a calendar becomes its `trouble`.
 */
export async function readDue(calendar: CalendarContext, orgId?: string): Promise<void> {
  const now = calendar.clock.now();
  const due = await calendar.store.claimDue(now, now + leaseMs, mostAtOnce, orgId);
  const read = await Promise.allSettled(due.map((ics) => readOne(calendar, ics)));
  const faults = read.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} calendars could not be read.`);
}

async function readOne(calendar: CalendarContext, ics: ClaimedIcs): Promise<void> {
  const { url, etag, lastModified } = ics;
  if (url === null) return;
  const answer = await calendar.fetch({ url, etag, lastModified });
  await calendar.store.finishReading(ics, outcomeOf(ics, answer, calendar.clock.now()));
}

function outcomeOf(ics: ClaimedIcs, answer: CalendarAnswer, now: number): IcsOutcome {
  const read = { nextReadAt: now + dayMs, lastTriedAt: now, lastReadAt: now, trouble: null };
  switch (answer.kind) {
    case 'ok': {
      const trouble = troubleOf(answer.text, now);
      if (trouble !== null) return failed(ics, trouble, now, null);
      const { text, etag, lastModified } = answer;
      return { ...read, text, etag, lastModified };
    }
    case 'not_modified':
      return { ...ics, ...read };
    case 'failed':
      return failed(ics, withoutAddresses(answer.reason), now, answer.retryAfterMs);
    case 'stopped':
      return ics;
  }
}

function troubleOf(text: string, now: number): string | null {
  const today = dateAt(now, 'UTC');
  try {
    icsDays(text, { from: addDays(today, -365), to: addDays(today, 365), timeZone: 'UTC', only: null });
    return null;
  } catch (error) {
    if (error instanceof UnreadableCalendarError) return error.message;
    throw error;
  }
}

/** What our network looks like from inside is no organization's business. */
function withoutAddresses(reason: string): string {
  return reason.replace(/^redirects to \S+,/, 'redirects elsewhere,').replace(/ \([^()]*\)/g, '');
}

function failed(ics: ClaimedIcs, trouble: string, now: number, retryAfterMs: number | null): IcsOutcome {
  const wait = Math.min(Math.max(hourMs, retryAfterMs ?? 0), dayMs);
  return { ...ics, nextReadAt: now + wait, lastTriedAt: now, trouble };
}
