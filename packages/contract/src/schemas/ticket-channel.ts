import { type Static, type TSchemaOptions, Type } from 'typebox';
import { Closed, Line, Url } from './primitives.ts';

/** A text that is taken in and shown never again. */
export function Secret(maxLength: number, options: TSchemaOptions = {}) {
  return Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[\\u0021-\\u007e]+$',
    writeOnly: true,
    ...options,
  });
}

const ReopenClosedByHand = Type.Optional(
  Type.Boolean({
    default: false,
    description:
      'Whether a ticket that somebody closed is opened again while the alert fires. If not, that is told and left alone.',
  }),
);
const Tags = Type.Optional(
  Type.Array(Type.String({ pattern: '^[^\\s,"]{1,32}$' }), {
    maxItems: 20,
    uniqueItems: true,
    default: [],
    description: 'Without spaces, besides `platen` and the id of the matter.',
  }),
);

export const JiraConfig = Closed(
  {
    url: { ...Url, description: 'Of the site.' },
    email: Line(254),
    api_token: Secret(1_024),
    project: Type.String({ pattern: '^[A-Z][A-Z0-9_]{1,49}$', description: 'Its key.' }),
    issue_type: Type.Optional(Line(60, { default: 'Task', description: 'Its name in that project.' })),
    labels: Tags,
    priorities: Type.Optional(
      Closed(
        {
          critical: Type.Optional(Line(60)),
          error: Type.Optional(Line(60)),
          warning: Type.Optional(Line(60)),
          info: Type.Optional(Line(60)),
        },
        { description: "By severity, the name of a priority. Default: the project's own is left as it is." },
      ),
    ),
    resolve_transition: Type.Optional(
      Line(120, {
        description: 'Name or id. Default: the first that leads to a status of the category Done.',
      }),
    ),
    reopen_transition: Type.Optional(
      Line(120, { description: 'Name or id. Default: the first that leads to another category.' }),
    ),
    reopen_closed_by_hand: ReopenClosedByHand,
  },
  {
    title: 'JiraChannel',
    description: 'One issue for a matter, in a project of Jira Cloud or Jira Service Management.',
    examples: [
      {
        url: 'https://school.atlassian.net',
        email: 'platen@school.example',
        api_token: 'ATATT3xFfGF0',
        project: 'IT',
        issue_type: 'Incident',
      },
    ],
  },
);
export type JiraConfig = Static<typeof JiraConfig>;

export const ServiceNowConfig = Closed(
  {
    url: { ...Url, description: 'Of the instance.' },
    username: Line(128),
    password: Secret(1_024),
    caller_id: Type.Optional(Line(128, { description: 'User name or `sys_id` of the caller.' })),
    assignment_group: Type.Optional(Line(128, { description: 'Name or `sys_id` of a group.' })),
    close_code: Type.Optional(
      Line(120, { default: 'Solution provided', description: 'One of those that your instance knows.' }),
    ),
    reopen_closed_by_hand: ReopenClosedByHand,
  },
  {
    title: 'ServiceNowChannel',
    description: 'One record of the table `incident` for a matter, found by its `correlation_id`.',
    examples: [{ url: 'https://school.service-now.com', username: 'platen', password: 'correct-horse' }],
  },
);
export type ServiceNowConfig = Static<typeof ServiceNowConfig>;

export const ZendeskConfig = Closed(
  {
    url: { ...Url, description: 'Of the account.' },
    email: Line(254, { description: 'Of the agent whose token it is.' }),
    api_token: Secret(256),
    tags: Tags,
    reopen_closed_by_hand: ReopenClosedByHand,
  },
  {
    title: 'ZendeskChannel',
    description: 'One ticket for a matter, found by its `external_id`.',
    examples: [
      {
        url: 'https://school.zendesk.com',
        email: 'platen@school.example',
        api_token: '6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj',
      },
    ],
  },
);
export type ZendeskConfig = Static<typeof ZendeskConfig>;

export const FreshdeskConfig = Closed(
  {
    url: { ...Url, description: 'Of the account.' },
    api_key: Secret(256),
    email: Line(254, { description: 'Of the requester of the tickets.' }),
    tags: Tags,
    reopen_closed_by_hand: ReopenClosedByHand,
  },
  {
    title: 'FreshdeskChannel',
    description: 'One ticket for a matter, found by a tag.',
    examples: [
      { url: 'https://school.freshdesk.com', api_key: 'a1b2c3d4e5', email: 'platen@school.example' },
    ],
  },
);
export type FreshdeskConfig = Static<typeof FreshdeskConfig>;
