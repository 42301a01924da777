import { type Static, Type } from 'typebox';
import { Closed, Count, Instant, Line, Nullable, OneOf, OrgId, PlainDate, TimeZone } from './primitives.ts';

const subscriptionStates = ['trial', 'active', 'expiring', 'grace', 'expired', 'none'] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];
const subscriptionTerms = ['monthly', 'annual', 'multi_year', 'perpetual'] as const;
export type SubscriptionTerm = (typeof subscriptionTerms)[number];

/** Fewer days than this remaining, and the subscription is expiring: 30 is safe, 29 is not. */
export const expiringBelowDays = 30;

const Entitlement = Closed(
  { name: Line(64), quantity: Nullable(Count), used: Nullable(Count) },
  { title: 'Entitlement' },
);
const graceDays = { minimum: 0, maximum: 366 };

export const SubscriptionPut = Closed(
  {
    plan: Line(120),
    start_date: PlainDate,
    end_date: Nullable({ ...PlainDate, description: 'The last day; `null` for one without an end.' }),
    time_zone: Type.Optional({ ...TimeZone, default: 'UTC', description: 'Where its days begin and end.' }),
    auto_renews: Type.Optional(Type.Boolean({ default: false })),
    term: Type.Optional({ ...OneOf(subscriptionTerms), default: 'annual' }),
    trial: Type.Optional(Type.Boolean({ default: false })),
    grace_days: Type.Optional(Type.Integer({ ...graceDays, default: 14 })),
    entitlements: Type.Optional(Type.Array(Entitlement, { maxItems: 100, default: [] })),
  },
  {
    title: 'SubscriptionPut',
    examples: [
      { plan: 'Hive', start_date: '2026-01-01', end_date: '2026-12-20', term: 'annual', grace_days: 14 },
    ],
  },
);
export type SubscriptionPut = Static<typeof SubscriptionPut>;

export const Subscription = Closed(
  {
    org_id: OrgId,
    plan: Nullable(Type.String()),
    state: OneOf(subscriptionStates),
    start_date: Nullable(PlainDate),
    end_date: Nullable({ ...PlainDate, description: 'The last day.' }),
    ends_at: Nullable({ ...Instant, description: 'The first moment after the last day in `time_zone`.' }),
    time_zone: Nullable(TimeZone),
    days_remaining: Nullable({
      ...Count,
      description:
        'Whole calendar days from today in `time_zone` to `end_date`: 0 on the last day and after it; `null` without an end.',
    }),
    auto_renews: Nullable(Type.Boolean()),
    term: Nullable(OneOf(subscriptionTerms)),
    grace_days: Nullable(Type.Integer(graceDays)),
    grace_ends_at: Nullable(Instant),
    entitlements: Type.Array(Entitlement),
  },
  {
    title: 'Subscription',
    description:
      'In state `none` (no subscription is known) every other field but `org_id` is `null` or empty.',
    examples: [
      {
        org_id: '4725fffa',
        plan: 'Hive',
        state: 'expiring',
        start_date: '2026-01-01',
        end_date: '2026-12-20',
        ends_at: '2026-12-21T00:00:00Z',
        time_zone: 'UTC',
        days_remaining: 27,
        auto_renews: false,
        term: 'annual',
        grace_days: 14,
        grace_ends_at: '2027-01-04T00:00:00Z',
        entitlements: [{ name: 'device_embedded', quantity: 40, used: 31 }],
      },
    ],
  },
);
export type Subscription = Static<typeof Subscription>;
