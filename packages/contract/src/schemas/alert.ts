import { type Static, Type } from 'typebox';
import { AlertSeverityField, alertSeverities } from './alert-rule.ts';
import { JobTypes } from './job-type.ts';
import { Closed, Instant, Line, Nullable, OneOf, OrgId, PageQuery, Url } from './primitives.ts';

/** The life of an alert, and what keeps one that fires from being told. */
export const alertStates = ['pending', 'firing', 'acknowledged', 'suppressed', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];

export const AlertFact = Closed({ name: Type.String(), value: Type.String() }, { title: 'AlertFact' });

const Suppression = Closed(
  {
    kind: OneOf(['silence', 'mute', 'inhibition']),
    id: Nullable(
      Type.String({
        description: 'Of the silence, or of the alert it is told with; `null` for a mute window of its rule.',
      }),
    ),
  },
  { title: 'AlertSuppression' },
);

const alertFields = {
  id: Type.String({ examples: ['alt_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
  org_id: OrgId,
  rule_id: Type.String(),
  subject: Type.String({ description: 'What the alert is about, within its rule.' }),
  state: OneOf(alertStates, {
    description:
      '`pending`: bad, but not for long enough. `acknowledged`, `suppressed`: it fires, and is not repeated or not told.',
  }),
  severity: AlertSeverityField,
  title: Type.String(),
  sentence: Type.String({ description: 'One sentence that says why.' }),
  facts: Type.Array(AlertFact, { description: 'The evidence, for people.' }),
  job_types: JobTypes,
  since: { ...Instant, description: 'Since when it is bad.' },
  fired_at: Nullable(Instant),
  resolved_at: Nullable(Instant),
  resolved_because: Nullable(Type.String()),
  acknowledged_at: Nullable(Instant),
  acknowledged_by: Nullable(Type.String({ description: 'The id of the key.' })),
  acknowledged_comment: Nullable(Type.String()),
  suppressed_by: Type.Array(Suppression),
  updated_at: Instant,
};

const alertExample = {
  id: 'alt_01kay3gq6xj4f8h2t0v9w7c5nd',
  org_id: '4725fffa',
  rule_id: 'rul_01kaxkz4d2m8r6q1t3w5y7b9ce',
  subject: 'region',
  state: 'firing',
  severity: 'critical',
  title: 'Partial Outage in eu',
  sentence: 'The status of the region eu is Partial Outage: Scan to cloud is failing for some devices',
  facts: [
    { name: 'Region', value: 'eu' },
    { name: 'Scan to cloud', value: 'Partial Outage' },
  ],
  job_types: ['scan'],
  since: '2026-11-23T08:02:11Z',
  fired_at: '2026-11-23T08:02:11Z',
  resolved_at: null,
  resolved_because: null,
  acknowledged_at: null,
  acknowledged_by: null,
  acknowledged_comment: null,
  suppressed_by: [],
  updated_at: '2026-11-23T08:02:11Z',
};

export const Alert = Closed(alertFields, { title: 'Alert', examples: [alertExample] });
export type Alert = Static<typeof Alert>;

const Transition = Closed(
  {
    at: Instant,
    kind: OneOf(['pending', 'firing', 'news', 'acknowledged', 'suppressed', 'released', 'resolved']),
    why: Type.String(),
  },
  { title: 'AlertTransition' },
);

const Ticket = Closed(
  {
    ref: Type.String({ description: "The other side's id of it." }),
    url: Nullable({ ...Url, description: 'Where people see it.' }),
    state: OneOf(['open', 'closed', 'closed_by_hand'], {
      description: 'As it was seen last. `closed_by_hand`: somebody closed it while the alert fired.',
    }),
  },
  { title: 'AlertTicket' },
);

const Conversation = Closed(
  {
    id: Type.String({ examples: ['cnv_01kay3gq6xj4f8h2t0v9w7c5nc'] }),
    channel_id: Type.String(),
    opened_at: Instant,
    closed_at: Nullable(Instant),
    ticket: Nullable({ ...Ticket, description: '`null`: the channel keeps none, or has not made it yet.' }),
  },
  { title: 'AlertConversation', description: 'The matter that it is told as on one channel.' },
);

export const AlertWithHistory = Closed(
  {
    ...alertFields,
    transitions: Type.Array(Transition, { description: 'Oldest first.' }),
    conversations: Type.Array(Conversation, { description: 'Newest first.' }),
  },
  {
    title: 'AlertWithHistory',
    examples: [
      {
        ...alertExample,
        transitions: [{ at: '2026-11-23T08:02:11Z', kind: 'firing', why: alertExample.sentence }],
        conversations: [
          {
            id: 'cnv_01kay3gq6xj4f8h2t0v9w7c5nc',
            channel_id: 'chn_01kaxkz4d2m8r6q1t3w5y7b9ce',
            opened_at: '2026-11-23T08:02:11Z',
            closed_at: null,
            ticket: { ref: 'IT-1042', url: 'https://school.atlassian.net/browse/IT-1042', state: 'open' },
          },
        ],
      },
    ],
  },
);
export type AlertWithHistory = Static<typeof AlertWithHistory>;

const several = { minItems: 1, description: 'Repeatable. Default: all.' };

export const AlertQuery = Closed({
  ...PageQuery.properties,
  active: Type.Optional(
    Type.Boolean({ description: 'True: only those that fire or are about to. Default: all.' }),
  ),
  state: Type.Optional(Type.Array(OneOf(alertStates), { ...several, maxItems: alertStates.length })),
  severity: Type.Optional(Type.Array(AlertSeverityField, { ...several, maxItems: alertSeverities.length })),
  rule_id: Type.Optional(Type.String({ pattern: '^[a-z0-9_]{1,64}$', description: 'Of this rule alone.' })),
});
export type AlertQuery = Static<typeof AlertQuery>;

export const AlertAcknowledge = Closed(
  { comment: Type.Optional(Line(500, { description: 'Such as `Renewal in progress`.' })) },
  { title: 'AlertAcknowledge', examples: [{ comment: 'Renewal in progress' }] },
);
export type AlertAcknowledge = Static<typeof AlertAcknowledge>;
