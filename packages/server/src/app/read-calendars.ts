import type { Logger } from 'pino';
import { type CalendarContext, readDue } from '../calendar/index.ts';
import { startRounds } from './rounds.ts';

/** Reads the calendars of organizations that are due, looking once a minute. */
export function startReadingCalendars(calendar: CalendarContext, log: Logger): AsyncDisposable {
  const failure = 'Calendars could not be read; it is tried again.';
  return startRounds({ everyMs: 60_000, failure, round: () => readDue(calendar) }, log);
}
