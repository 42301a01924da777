import { RRuleTemporal } from 'rrule-temporal';
import { addDays } from '../kit/zone.ts';
import { UnreadableCalendarError, type WholeDayEvent, wholeDayEvents } from './whole-day-events.ts';

interface IcsDay {
  readonly date: string;
  readonly name: string;
}

export interface IcsOptions {
  /** Both are included. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  /** Part of the names of the events that count; null: all do. */
  readonly only: string | null;
}

/** More is no calendar of days off, and would take its time. */
const mostEvents = 5_000;
const mostRules = 100;
const mostDays = 400;
/** Of one rule. A hundred that come near to it take 3 s; without, one can take as long as its author wants. */
const limits = { maxIterations: 1_000, maxCandidateEvaluations: 1_000 };

/**
 * The days of the events of an iCalendar text that last whole days, by date and without the same date twice.
 *
 * @throws UnreadableCalendarError
 */
export function icsDays(text: string, { from, to, timeZone, only }: IcsOptions): readonly IcsDay[] {
  const events = wholeDayEvents(text, timeZone);
  if (events.length > mostEvents) throw new UnreadableCalendarError(`has more than ${mostEvents} events`);
  const rules = events.filter(({ rule }) => rule !== null).length;
  if (rules > mostRules) throw new UnreadableCalendarError(`has more than ${mostRules} events that repeat`);
  const moved = Map.groupBy(
    events.filter(({ inPlaceOf }) => inPlaceOf !== null),
    ({ uid }) => uid,
  );
  const names = new Map<string, string>();
  for (const event of events) {
    if (event.isCancelled || !counts(event, only)) continue;
    const replaced = event.inPlaceOf === null ? (moved.get(event.uid) ?? []) : [];
    const leftOut = new Set([...event.leftOutDates, ...replaced.map(({ inPlaceOf }) => inPlaceOf)]);
    const days = Math.min(event.days, mostDays);
    for (const begin of beginnings(event, addDays(from, 1 - days), to)) {
      if (leftOut.has(begin)) continue;
      for (let day = 0; day < days; day++) {
        const date = addDays(begin, day);
        if (date >= from && date <= to && !names.has(date)) names.set(date, event.name);
      }
    }
  }
  return [...names].map(([date, name]) => ({ date, name })).toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function counts({ name }: WholeDayEvent, only: string | null): boolean {
  return only === null || name.toLowerCase().includes(only.toLowerCase());
}

/** The dates on which an event begins, as far as they lie between. */
function beginnings(event: WholeDayEvent, from: string, to: string): readonly string[] {
  const told = [event.date, ...event.addedDates];
  const repeated = event.rule === null ? [] : repetitions(event, from, to);
  return [...told, ...repeated].filter((date) => date >= from && date <= to);
}

function repetitions({ date, rule, name }: WholeDayEvent, from: string, to: string): readonly string[] {
  // Days have no hours, and what repeats by the hour is no day off.
  const kept = (rule ?? '').split(';').filter((part) => !/^BY(HOUR|MINUTE|SECOND)=/.test(part));
  if (!kept.some((part) => /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(part))) return [];
  try {
    const rruleString = `DTSTART:${date.replaceAll('-', '')}T000000Z\nRRULE:${kept.join(';')}`;
    const dates = new RRuleTemporal({ rruleString, ...limits });
    const found = dates.between(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`), true);
    return found.map((at) => at.toPlainDate().toString());
  } catch (cause) {
    throw new UnreadableCalendarError(
      `repeats “${name}” by a rule that cannot be followed: ${rule?.slice(0, 100)}`,
      {
        cause,
      },
    );
  }
}
