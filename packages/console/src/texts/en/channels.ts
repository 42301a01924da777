import type { ChannelConfigs, ChannelKindName } from '@platen/contract';
import type { Word } from '../../forms/setting.ts';

/** The words for every setting of every kind of channel. */
export type ChannelWords = {
  readonly [K in ChannelKindName]: Readonly<Record<keyof ChannelConfigs[K], Word>>;
};

const reopen = {
  name: 'Open a ticket again that somebody closed while the alert fires',
  hint: 'If not, that is told and left alone.',
};
const tags = { name: 'Tags', hint: 'Without spaces, besides `platen` and the id of the matter.' };

export const channels = {
  add: 'Add a channel',
  edit: 'Change',
  kind: 'Kind',
  name: 'Name',
  on: (name: string) => `Tell: ${name}`,
  none: 'Nobody is told yet. Add where alerts are to arrive: a helpdesk, a chat, a mailbox.',
  kinds: {
    email: 'E-mail',
    webhook: 'Webhook',
    slack: 'Slack',
    teams: 'Microsoft Teams',
    pagerduty: 'PagerDuty',
    jira: 'Jira',
    servicenow: 'ServiceNow',
    zendesk: 'Zendesk',
    freshdesk: 'Freshdesk',
    ntfy: 'ntfy',
    alertmanager: 'Alertmanager',
    alertmanager_webhook: 'Alertmanager webhook',
  } satisfies Record<ChannelKindName, string>,
  what: {
    email: 'A mail by the mail server of this deployment, one chain for a matter.',
    webhook: 'A signed request to a program of yours, as Standard Webhooks says.',
    slack: 'A message by an incoming webhook of Slack.',
    teams: 'A card by a workflow of Microsoft Teams.',
    pagerduty: 'Triggers, acknowledges and resolves one incident for a matter.',
    jira: 'One issue for a matter, in Jira Cloud or Jira Service Management.',
    servicenow: 'One record of the table incident for a matter.',
    zendesk: 'One ticket for a matter.',
    freshdesk: 'One ticket for a matter.',
    ntfy: 'A push to phones.',
    alertmanager: 'Pushes alerts to an Alertmanager, which does the rest.',
    alertmanager_webhook: 'A request with the body of Alertmanager’s webhooks.',
  } satisfies Record<ChannelKindName, string>,
  reopenHours: 'A matter is taken up again within, in hours',
  reopenHint: 'What comes back within this time is told in the same ticket.',
  kept: 'It is kept, and not shown. Leave it empty to keep it.',
  well: 'On',
  trouble: 'In trouble',
  off: 'Off',
  test: 'Send a test',
  testing: 'Waiting for what the other side answers…',
  testArrived: 'It arrived.',
  testFailed: 'It did not arrive.',
  testWhat: 'A message that says it is a test goes out at once. A ticket is opened and closed.',
  removing: (name: string) => `Remove “${name}”?`,
  removeWhat: 'What is still to be told there is not told, and its secrets are gone for good.',

  settings: {
    email: { to: { name: 'To', hint: 'All of them see one another.' } },
    webhook: {
      url: { name: 'Address', hint: 'It is posted to.' },
      secrets: {
        name: 'Secrets to sign with',
        hint: 'Each `whsec_` and 24 to 64 bytes in base64. Every one of them signs.',
      },
    },
    slack: { url: { name: 'Address', hint: 'Of an incoming webhook.' } },
    teams: {
      url: { name: 'Address', hint: 'Of a workflow that posts to a channel when it is requested.' },
    },
    pagerduty: {
      routing_key: { name: 'Integration key', hint: 'Of a service: Events API v2.' },
      url: { name: 'Address', hint: 'https://events.eu.pagerduty.com in the region EU.' },
    },
    jira: {
      url: { name: 'Address', hint: 'Of the site.' },
      email: { name: 'E-mail', hint: 'Of whose token it is.' },
      api_token: { name: 'API token' },
      project: { name: 'Project', hint: 'Its key.' },
      issue_type: { name: 'Type of issue', hint: 'Its name in that project.' },
      labels: { name: 'Labels', hint: tags.hint },
      priorities: { name: 'Priorities', hint: 'By severity. Nothing: the project’s own.' },
      resolve_transition: {
        name: 'Transition to resolve',
        hint: 'Nothing: the first that leads to a status of the category Done.',
      },
      reopen_transition: {
        name: 'Transition to open again',
        hint: 'Nothing: the first that leads to another category.',
      },
      reopen_closed_by_hand: reopen,
    },
    servicenow: {
      url: { name: 'Address', hint: 'Of the instance.' },
      username: { name: 'User name' },
      password: { name: 'Password' },
      caller_id: { name: 'Caller', hint: 'User name or sys_id.' },
      assignment_group: { name: 'Assignment group', hint: 'Name or sys_id.' },
      close_code: { name: 'Close code', hint: 'One of those that your instance knows.' },
      reopen_closed_by_hand: reopen,
    },
    zendesk: {
      url: { name: 'Address', hint: 'Of the account.' },
      email: { name: 'E-mail', hint: 'Of the agent whose token it is.' },
      api_token: { name: 'API token' },
      tags,
      reopen_closed_by_hand: reopen,
    },
    freshdesk: {
      url: { name: 'Address', hint: 'Of the account.' },
      api_key: { name: 'API key' },
      email: { name: 'E-mail', hint: 'Of the requester of the tickets.' },
      tags,
      reopen_closed_by_hand: reopen,
    },
    ntfy: {
      url: { name: 'Address', hint: 'Of the server.' },
      topic: { name: 'Topic' },
      token: { name: 'Token', hint: 'Where the server wants one.' },
    },
    alertmanager: {
      url: { name: 'Address', hint: 'Of the Alertmanager, without /api/v2/alerts.' },
      username: { name: 'User name', hint: 'Where it wants one.' },
      password: { name: 'Password' },
      token: { name: 'Token', hint: 'Instead of user name and password.' },
    },
    alertmanager_webhook: {
      url: { name: 'Address', hint: 'It is posted to.' },
      token: { name: 'Token', hint: 'Where it wants one.' },
    },
  } satisfies ChannelWords,
};
