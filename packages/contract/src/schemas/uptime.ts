import { type Static, Type } from 'typebox';
import { Closed, Instant, Nullable, OrgId, PlainDate, Slug } from './primitives.ts';
import { StatusCodeField } from './status-code.ts';

const ratio = Nullable(
  Type.Number({
    minimum: 0,
    maximum: 1,
    description:
      'Of the time that is known: a major outage counts as down, a partial outage as half down, anything else as up. `null`: nothing is known.',
  }),
);
const known = Type.Number({
  minimum: 0,
  maximum: 1,
  description: 'The part of the time of which something is known.',
});

const DayUptime = Closed(
  {
    date: { ...PlainDate, description: 'In UTC.' },
    uptime: ratio,
    known,
    worst_status_code: { ...StatusCodeField, description: '`unknown` when nothing is known of the day.' },
  },
  { title: 'DayUptime' },
);

const uptimeFields = { uptime: ratio, known, days: Type.Array(DayUptime, { description: 'Oldest first.' }) };

const day = { date: '2026-11-23', uptime: 0.9792, known: 1, worst_status_code: 'partial_outage' };

export const Uptime = Closed(
  {
    org_id: OrgId,
    region: Slug,
    from: Instant,
    to: { ...Instant, description: 'The last whole five minutes.' },
    ...uptimeFields,
    components: Type.Array(
      Closed({ id: Slug, name: Type.String(), ...uptimeFields }, { title: 'ComponentUptime' }),
    ),
  },
  {
    title: 'Uptime',
    examples: [
      {
        org_id: '4725fffa',
        region: 'eu',
        from: '2026-11-23T00:00:00Z',
        to: '2026-11-24T00:00:00Z',
        uptime: 0.9792,
        known: 1,
        days: [day],
        components: [{ id: 'scan', name: 'Scan to cloud', uptime: 0.9792, known: 1, days: [day] }],
      },
    ],
  },
);
export type Uptime = Static<typeof Uptime>;

export const UptimeQuery = Closed({
  days: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 366, default: 90, description: 'How many, today included.' }),
  ),
});
export type UptimeQuery = Static<typeof UptimeQuery>;
