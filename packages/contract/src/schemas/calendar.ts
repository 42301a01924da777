import { type Static, Type } from 'typebox';
import { Closed, Instant, Line, Nullable, OneOf, PlainDate, TimeZone, Url } from './primitives.ts';

/** What a day is that is not an ordinary one: each has a usual of its own. */
export const dayTypes = ['holiday', 'closure'] as const;

const Country = Type.String({
  pattern: '^[A-Z]{2}$',
  description: 'ISO 3166-1, two letters: its public holidays are those of the organization.',
  examples: ['DE'],
});

const Subdivision = Type.String({
  pattern: '^[A-Z0-9]{1,4}(-[A-Z0-9]{1,4})?$',
  description: 'Of the country, as in ISO 3166-2 without the country: `BY` of `DE-BY`.',
  examples: ['BY'],
});

const Closure = Closed(
  {
    from: PlainDate,
    to: { ...PlainDate, description: 'The last day; that of `from` for a single one.' },
    name: Line(120),
  },
  { title: 'Closure', description: 'Days on which the organization is closed.' },
);
export type Closure = Static<typeof Closure>;

const icsName = Line(120, { description: 'It is told from the others by it.' });
const DayType = OneOf(dayTypes, {
  description: '`holiday`: spent like a public holiday; `closure`: like a school vacation.',
});
const Only = Line(120, {
  description: 'Only events count whose name has this in it, in whatever case.',
});

const IcsPut = Closed(
  {
    name: icsName,
    day_type: Type.Optional({ ...DayType, default: 'closure' }),
    only: Type.Optional(Only),
    text: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200_000,
        description: 'An iCalendar text. Either it or `url`.',
      }),
    ),
    url: Type.Optional({
      ...Url,
      description:
        'Where an iCalendar text lies that is read once a day; what was read last stays while it fails. At most 1 MiB.',
    }),
  },
  {
    title: 'CalendarIcsPut',
    description: 'Events that last whole days, repeated ones too. Others do not count.',
  },
);
export type CalendarIcsPut = Static<typeof IcsPut>;

const closures = Type.Array(Closure, { maxItems: 200 });

export const CalendarPut = Closed(
  {
    country: Type.Optional(Country),
    subdivision: Type.Optional(Subdivision),
    closures: Type.Optional(closures),
    ics: Type.Optional(Type.Array(IcsPut, { maxItems: 10 })),
  },
  {
    title: 'CalendarPut',
    description: 'All of the calendar: what is left out is no part of it.',
    examples: [
      {
        country: 'DE',
        subdivision: 'BY',
        closures: [{ from: '2026-12-24', to: '2027-01-02', name: 'Closed for Christmas' }],
        ics: [
          {
            name: 'School holidays',
            text: 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270329\nDTEND;VALUE=DATE:20270410\nSUMMARY:Easter holidays\nEND:VEVENT\nEND:VCALENDAR\n',
          },
        ],
      },
    ],
  },
);
export type CalendarPut = Static<typeof CalendarPut>;

const Ics = Closed(
  {
    name: icsName,
    day_type: DayType,
    only: Nullable(Only),
    text: Nullable(Type.String({ description: 'As it was sent; `null` where it is read by `url`.' })),
    url: Nullable(Url),
    days: Nullable(
      Type.Integer({
        minimum: 0,
        description: 'How many days of it lie within the next year; `null`: it was never read.',
      }),
    ),
    trouble: Nullable(
      Type.String({ description: 'Why it could not be read when it was last tried; `null`: all is well.' }),
    ),
    last_tried_at: Nullable(Instant),
    last_read_at: Nullable({ ...Instant, description: 'When it last could be read.' }),
  },
  { title: 'CalendarIcs' },
);

export const Calendar = Closed(
  {
    country: Nullable(Country),
    subdivision: Nullable(Subdivision),
    closures,
    ics: Type.Array(Ics),
    updated_at: Nullable({ ...Instant, description: '`null`: nobody has said anything yet.' }),
  },
  {
    title: 'Calendar',
    description: 'By what the organization knows which of its days are not ordinary ones.',
    examples: [
      {
        country: 'DE',
        subdivision: 'BY',
        closures: [{ from: '2026-12-24', to: '2027-01-02', name: 'Closed for Christmas' }],
        ics: [
          {
            name: 'School holidays',
            day_type: 'closure',
            only: null,
            text: null,
            url: 'https://school.example/holidays.ics',
            days: 64,
            trouble: null,
            last_tried_at: '2026-11-23T08:31:00Z',
            last_read_at: '2026-11-23T08:31:00Z',
          },
        ],
        updated_at: '2026-11-23T08:30:58Z',
      },
    ],
  },
);
export type Calendar = Static<typeof Calendar>;

export const CalendarDaysQuery = Closed({
  from: Type.Optional({ ...PlainDate, description: 'The first day. Default: today.' }),
  to: Type.Optional({
    ...PlainDate,
    description: 'The last day, at most 800 days on. Default: a year after `from`.',
  }),
});
export type CalendarDaysQuery = Static<typeof CalendarDaysQuery>;

const CalendarDay = Closed(
  {
    date: PlainDate,
    day_type: DayType,
    name: Type.String(),
    source: Closed({
      kind: OneOf(['country', 'closure', 'ics'] as const),
      name: Type.String({
        description: 'The country and its subdivision, the name of the closure, or that of the iCalendar.',
      }),
    }),
  },
  { title: 'CalendarDay' },
);
export type CalendarDay = Static<typeof CalendarDay>;

export const CalendarDays = Closed(
  {
    from: PlainDate,
    to: PlainDate,
    time_zone: TimeZone,
    days: Type.Array(CalendarDay, {
      description:
        'By date. Of several of one date it is the one that counts: holidays before closures, then the country before what was set by hand, and that before iCalendars in their order.',
    }),
  },
  {
    title: 'CalendarDays',
    description: 'What is taken for a holiday or a closure. Every other day is an ordinary one.',
    examples: [
      {
        from: '2026-12-01',
        to: '2026-12-31',
        time_zone: 'Europe/Berlin',
        days: [
          {
            date: '2026-12-25',
            day_type: 'holiday',
            name: 'Christmas Day',
            source: { kind: 'country', name: 'DE-BY' },
          },
        ],
      },
    ],
  },
);
export type CalendarDays = Static<typeof CalendarDays>;
