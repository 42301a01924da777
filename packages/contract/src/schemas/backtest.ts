import { type Static, Type } from 'typebox';
import { Anomaly, AnomalySeverityField, anomalySeverities } from './anomaly.ts';
import { JobType } from './job-type.ts';
import { Closed, Count, Instant, Nullable, OneOf, TimeZone } from './primitives.ts';

export const BacktestCreate = Closed(
  {
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 92, default: 28, description: 'How far back, up to today.' }),
    ),
  },
  { title: 'BacktestCreate', examples: [{ days: 28 }] },
);
export type BacktestCreate = Static<typeof BacktestCreate>;

const { id: _id, org_id: _org, feedback: _feedback, ...found } = Anomaly.properties;
const BacktestAnomaly = Closed(found, { title: 'BacktestAnomaly' });
export type BacktestAnomaly = Static<typeof BacktestAnomaly>;

const Jobs = Type.Number({ minimum: 0 });

const BacktestSeries = Closed(
  {
    job_type: JobType,
    buckets: Type.Array(
      Closed({
        start: Instant,
        end: Instant,
        jobs: Nullable({ ...Count, description: '`null`: not all sources have told of it.' }),
        low: Nullable(Jobs),
        expected: Nullable({
          ...Jobs,
          description: 'By what was known when the day began; `null`: too little.',
        }),
        high: Nullable(Jobs),
      }),
    ),
  },
  { title: 'BacktestSeries' },
);

export const Backtest = Closed(
  {
    from: Instant,
    to: Instant,
    time_zone: TimeZone,
    interval: OneOf(['hour', 'day'] as const, { description: 'Of the buckets: days, beyond 31 of them.' }),
    series: Type.Array(BacktestSeries, { description: 'Of each type of jobs.' }),
    anomalies: Type.Array(BacktestAnomaly, { description: 'The newest 500, newest first.' }),
    found: Type.Array(Closed({ severity_at_least: AnomalySeverityField, anomalies: Count }), {
      minItems: anomalySeverities.length,
      description: 'How many there were that were so severe.',
    }),
    suggested: Closed(
      {
        severity_at_least: AnomalySeverityField,
        sentence: Type.String(),
      },
      { description: 'For a rule on anomalies: the mildest that would have fired once a week at most.' },
    ),
    untried: Nullable(Type.String({ description: 'What had to be left out or taken for granted.' })),
  },
  {
    title: 'Backtest',
    examples: [
      {
        from: '2026-10-26T00:00:00Z',
        to: '2026-11-23T08:30:00Z',
        time_zone: 'Europe/Berlin',
        interval: 'hour',
        series: [
          {
            job_type: 'print',
            buckets: [
              {
                start: '2026-10-26T00:00:00Z',
                end: '2026-10-26T01:00:00Z',
                jobs: 0,
                low: 0,
                expected: 0.1,
                high: 2,
              },
            ],
          },
        ],
        anomalies: [],
        found: [
          { severity_at_least: 'warning', anomalies: 3 },
          { severity_at_least: 'error', anomalies: 1 },
          { severity_at_least: 'critical', anomalies: 0 },
        ],
        suggested: {
          severity_at_least: 'warning',
          sentence: 'A rule on anomalies from warning on would have fired 3 times in 28 days.',
        },
        untried: null,
      },
    ],
  },
);
export type Backtest = Static<typeof Backtest>;
