import { type Static, Type } from 'typebox';
import { AlertFact } from './alert.ts';
import { AlertRulePut, AlertSeverityField } from './alert-rule.ts';
import { Closed, Count, Instant, Nullable } from './primitives.ts';

export const AlertRuleTry = Closed(
  {
    ...AlertRulePut.properties,
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 400, default: 90, description: 'How far back, up to now.' }),
    ),
  },
  {
    title: 'AlertRuleTry',
    examples: [
      {
        name: 'The service is down',
        severity: 'critical',
        condition: { type: 'service_status', at_least: 'partial_outage' },
        for_seconds: 60,
        days: 90,
      },
    ],
  },
);
export type AlertRuleTry = Static<typeof AlertRuleTry>;

const Episode = Closed(
  {
    subject: Type.String({ description: 'What the alert would have been about, within the rule.' }),
    title: Type.String(),
    sentence: Type.String({ description: 'One sentence that says why, as it was last.' }),
    severity: AlertSeverityField,
    since: { ...Instant, description: 'Since when it was bad.' },
    fired_at: Instant,
    told_at: Nullable({
      ...Instant,
      description: 'When it would have been told first; `null` where a mute window was open all the while.',
    }),
    resolved_at: Nullable({ ...Instant, description: '`null` where it would still fire.' }),
    facts: Type.Array(AlertFact),
  },
  { title: 'AlertEpisode' },
);

export const AlertRuleTrial = Closed(
  {
    from: { ...Instant, description: 'Later than asked for where what is older is not kept.' },
    to: Instant,
    fired: Nullable({
      ...Count,
      description: 'How often it would have fired; `null` where nobody can know.',
    }),
    episodes: Type.Array(Episode, { description: 'The newest 200, newest first.' }),
    untried: Nullable(
      Type.String({ description: 'What could not be tried, or had to be taken for granted, in a sentence.' }),
    ),
  },
  {
    title: 'AlertRuleTrial',
    examples: [
      {
        from: '2026-08-25T08:31:00Z',
        to: '2026-11-23T08:31:00Z',
        fired: 1,
        episodes: [
          {
            subject: 'region',
            title: 'Partial Outage in eu',
            sentence:
              'The status of the region eu is Partial Outage: Scan to cloud is failing for some devices',
            severity: 'critical',
            since: '2026-11-23T08:02:11Z',
            fired_at: '2026-11-23T08:03:11Z',
            told_at: '2026-11-23T08:03:11Z',
            resolved_at: null,
            facts: [{ name: 'Region', value: 'eu' }],
          },
        ],
        untried: null,
      },
    ],
  },
);
export type AlertRuleTrial = Static<typeof AlertRuleTrial>;
