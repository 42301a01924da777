import { describe, expect, it } from 'vitest';
import { type IcsOptions, icsDays } from './ics-days.ts';

/** A calendar with an event for each list of lines. */
function calendar(...events: readonly (readonly string[])[]): string {
  const components = events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...components, 'END:VCALENDAR', ''].join('\r\n');
}

const options: IcsOptions = { from: '2026-01-01', to: '2026-12-31', timeZone: 'Europe/Berlin', only: null };

function dates(text: string, fields: Partial<IcsOptions> = {}): string {
  return icsDays(text, { ...options, ...fields })
    .map(({ date }) => date.replace('2026-', ''))
    .join(' ');
}

describe('an event of an iCalendar', () => {
  it.each<[string, string[], string]>([
    ['that ends', ['DTSTART;VALUE=DATE:20260402', 'DTEND;VALUE=DATE:20260404'], '04-02 04-03'],
    ['without an end', ['DTSTART;VALUE=DATE:20260402'], '04-02'],
    ['that ends when it begins', ['DTSTART;VALUE=DATE:20260402', 'DTEND;VALUE=DATE:20260402'], '04-02'],
    ['with a duration', ['DTSTART;VALUE=DATE:20260402', 'DURATION:P2D'], '04-02 04-03'],
    [
      'from midnight to midnight in a zone of its own',
      [
        'DTSTART;TZID=Pacific Standard Time:20260402T000000',
        'DTEND;TZID=Pacific Standard Time:20260403T000000',
      ],
      '04-02',
    ],
    [
      'from midnight to midnight in the zone of the organization',
      ['DTSTART:20260401T220000Z', 'DTEND:20260402T220000Z'],
      '04-02',
    ],
    [
      'that began the year before',
      ['DTSTART;VALUE=DATE:20251230', 'DTEND;VALUE=DATE:20260103'],
      '01-01 01-02',
    ],
    ['each year', ['DTSTART;VALUE=DATE:20110501', 'RRULE:FREQ=YEARLY'], '05-01'],
    [
      'on the last Friday of each month of a half-year',
      ['DTSTART;VALUE=DATE:20250131', 'RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260228T225959Z'],
      '01-30 02-27',
    ],
    [
      'each week but one',
      ['DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;VALUE=DATE:20260112'],
      '01-05 01-19',
    ],
    [
      'on further dates',
      ['DTSTART;VALUE=DATE:20260105', 'RDATE;VALUE=DATE:20260205,20260305'],
      '01-05 02-05 03-05',
    ],
    ['of an hour', ['DTSTART:20260105T090000Z', 'DTEND:20260105T100000Z'], ''],
    ['that begins at midnight and ends by day', ['DTSTART:20260105T000000', 'DTEND:20260105T100000'], ''],
    ['that was cancelled', ['DTSTART;VALUE=DATE:20260105', 'STATUS:CANCELLED'], ''],
    ['on a date that there is not', ['DTSTART;VALUE=DATE:20260230'], ''],
    ['by the minute', ['DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=MINUTELY'], '01-05'],
    [
      'by a rule without dates',
      ['DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
      '01-05',
    ],
  ])('%s is of its days', (_, lines, expected) => {
    expect(dates(calendar(lines))).toBe(expected);
  });

  it('in place of one of a series moves that one alone', () => {
    const weekly = ['UID:a', 'DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=WEEKLY;COUNT=3'];
    const moved = ['UID:a', 'RECURRENCE-ID;VALUE=DATE:20260112', 'DTSTART;VALUE=DATE:20260113'];
    expect(dates(calendar(weekly, moved))).toBe('01-05 01-13 01-19');
  });

  it('is not lost where several have the same id, or none', () => {
    const on = (date: string, ...more: string[]) => [...more, `DTSTART;VALUE=DATE:${date}`];
    expect(
      dates(calendar(on('20260105', 'UID:a'), on('20260106', 'UID:a'), on('20260107'), on('20260108'))),
    ).toBe('01-05 01-06 01-07 01-08');
  });

  it('is named by its summary: folded, escaped and in a language of its own', () => {
    const text = calendar(
      ['DTSTART;VALUE=DATE:20260402', 'SUMMARY;LANGUAGE="de":Osterferien\\, Bayern\\n(lang', ' e)'],
      ['DTSTART;VALUE=DATE:20260403'],
    );
    expect(icsDays(text, options)).toEqual([
      { date: '2026-04-02', name: 'Osterferien, Bayern (lange)' },
      { date: '2026-04-03', name: 'Without a name' },
    ]);
  });

  it('counts only if its name has in it what is asked for', () => {
    const events = [
      ['DTSTART;VALUE=DATE:20260402', 'SUMMARY:INSET day'],
      ['DTSTART;VALUE=DATE:20260403', 'SUMMARY:Concert'],
    ];
    expect(dates(calendar(...events), { only: 'inset' })).toBe('04-02');
  });

  it('is not mistaken for an alarm inside of it, nor a task for an event', () => {
    const alarm = ['BEGIN:VALARM', 'SUMMARY:Wake up', 'DURATION:P9D', 'END:VALARM'];
    const text = calendar([...alarm, 'DTSTART;VALUE=DATE:20260402', 'SUMMARY:Easter']);
    const withTask = text.replace(
      'END:VCALENDAR',
      'BEGIN:VTODO\r\nSTATUS:CANCELLED\r\nEND:VTODO\r\nEND:VCALENDAR',
    );
    expect(icsDays(withTask, options)).toEqual([{ date: '2026-04-02', name: 'Easter' }]);
  });

  it('of which two lie on one date is told once, by the first', () => {
    const twice = ['First', 'Second'].map((name) => ['DTSTART;VALUE=DATE:20260402', `SUMMARY:${name}`]);
    expect(icsDays(calendar(...twice), options)).toEqual([{ date: '2026-04-02', name: 'First' }]);
  });
});

describe('a text', () => {
  it.each([
    ['is a page', '<!doctype html><title>Sign in</title>', 'does not begin with BEGIN:VCALENDAR'],
    ['is empty', '', 'does not begin with BEGIN:VCALENDAR'],
    ['was cut off', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260402\n', 'is cut off'],
    [
      'has a rule that nobody knows',
      calendar(['DTSTART;VALUE=DATE:20260402', 'RRULE:FREQ=DAILY;UNTIL=never']),
      'by a rule that cannot be followed',
    ],
    [
      'has too many events',
      calendar(...Array.from({ length: 5_001 }, () => ['DTSTART;VALUE=DATE:20260402'])),
      'more than 5000 events',
    ],
    [
      'has too many events that repeat',
      calendar(...Array.from({ length: 101 }, () => ['DTSTART;VALUE=DATE:20260402', 'RRULE:FREQ=YEARLY'])),
      'more than 100 events that repeat',
    ],
  ])('that %s is refused', (_, text, message) => {
    expect(() => icsDays(text, options)).toThrow(message);
  });

  it('may begin with a byte order mark, and have lines that end as on any system', () => {
    const text = `\uFEFF${calendar(['DTSTART;VALUE=DATE:20260402'])}`;
    expect(dates(text)).toBe('04-02');
    expect(dates(text.replaceAll('\r\n', '\n'))).toBe('04-02');
  });

  it('that is made to keep us busy is given up', () => {
    const busy = ['DTSTART;VALUE=DATE:19000101', 'RRULE:FREQ=DAILY;COUNT=1001'];
    expect(() => icsDays(calendar(busy), options)).toThrow('by a rule that cannot be followed');
    expect(dates(calendar(['DTSTART;VALUE=DATE:19000501', 'RRULE:FREQ=YEARLY']))).toBe('05-01');
  });
});
