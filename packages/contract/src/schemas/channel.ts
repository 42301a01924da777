import { type Static, type TObject, Type } from 'typebox';
import { Closed, Line, OneOf, Url } from './primitives.ts';
import { FreshdeskConfig, JiraConfig, Secret, ServiceNowConfig, ZendeskConfig } from './ticket-channel.ts';

const SecretUrl = { ...Url, writeOnly: true } as const;
const BearerToken = Type.Optional(Secret(4_096, { description: 'Sent as `Authorization: Bearer`.' }));

const WebhookConfig = Closed(
  {
    url: { ...SecretUrl, description: 'It is posted to; it does not have to be a secret, but many are.' },
    secrets: Type.Array(
      Type.String({
        pattern: '^whsec_(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
        minLength: 38,
        maxLength: 96,
      }),
      {
        minItems: 1,
        maxItems: 4,
        writeOnly: true,
        description:
          'Each `whsec_` and 24 to 64 bytes in base64. Every one of them signs, so that a new one can be brought in before the old one goes.',
      },
    ),
  },
  {
    title: 'WebhookChannel',
    description: 'A signed request, as Standard Webhooks says. An answer of 410 switches it off.',
    examples: [
      {
        url: 'https://hooks.example/platen',
        secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8GKYqrTw'],
      },
    ],
  },
);
export type WebhookConfig = Static<typeof WebhookConfig>;

const EmailConfig = Closed(
  {
    to: Type.Array(
      Type.String({ pattern: '^[^\\s@<>,;:"()\\[\\]\\\\]+@[^\\s@<>,;:"()\\[\\]\\\\]+$', maxLength: 254 }),
      { minItems: 1, maxItems: 50, uniqueItems: true, description: 'All of them see one another.' },
    ),
  },
  {
    title: 'EmailChannel',
    description: 'A mail by the mail server of this deployment (`PLATEN_SMTP_URL`), one chain for a matter.',
    examples: [{ to: ['procurement@school.example'] }],
  },
);
export type EmailConfig = Static<typeof EmailConfig>;

const SlackConfig = Closed(
  { url: { ...SecretUrl, description: 'Of an incoming webhook.' } },
  {
    title: 'SlackChannel',
    description: 'A message by an incoming webhook of Slack.',
    examples: [{ url: 'https://hooks.slack.com/services/T000/B000/XXXX' }],
  },
);
export type SlackConfig = Static<typeof SlackConfig>;

const TeamsConfig = Closed(
  { url: { ...SecretUrl, description: 'Of a workflow that posts to a channel when it is requested.' } },
  {
    title: 'TeamsChannel',
    description: 'An Adaptive Card by a workflow of Microsoft Teams.',
    examples: [
      { url: 'https://prod-00.westeurope.logic.azure.com/workflows/0000/triggers/manual/paths/invoke' },
    ],
  },
);
export type TeamsConfig = Static<typeof TeamsConfig>;

const PagerDutyConfig = Closed(
  {
    routing_key: Secret(64, { description: 'The integration key of a service (Events API v2).' }),
    url: Type.Optional({
      ...Url,
      default: 'https://events.pagerduty.com',
      description: '`https://events.eu.pagerduty.com` in the region EU.',
    }),
  },
  {
    title: 'PagerDutyChannel',
    description: 'Triggers, acknowledges and resolves one incident for a matter.',
    examples: [{ routing_key: '0123456789abcdef0123456789abcdef' }],
  },
);
export type PagerDutyConfig = Static<typeof PagerDutyConfig>;

const NtfyConfig = Closed(
  {
    url: Type.Optional({ ...Url, default: 'https://ntfy.sh', description: 'Of the server.' }),
    topic: Type.String({ pattern: '^[-_A-Za-z0-9]{1,64}$' }),
    token: BearerToken,
  },
  { title: 'NtfyChannel', description: 'A push to phones.', examples: [{ topic: 'printing-4725fffa' }] },
);
export type NtfyConfig = Static<typeof NtfyConfig>;

const AlertmanagerConfig = Closed(
  {
    url: { ...Url, description: 'Of the Alertmanager, without `/api/v2/alerts`.' },
    username: Type.Optional(Line(256)),
    password: Type.Optional(Secret(1_024)),
    token: BearerToken,
  },
  {
    title: 'AlertmanagerChannel',
    description: 'Pushes alerts to an Alertmanager (`/api/v2/alerts`), which does the rest.',
    examples: [{ url: 'http://alertmanager.example:9093' }],
  },
);
export type AlertmanagerConfig = Static<typeof AlertmanagerConfig>;

const AlertmanagerWebhookConfig = Closed(
  { url: { ...SecretUrl, description: 'It is posted to.' }, token: BearerToken },
  {
    title: 'AlertmanagerWebhookChannel',
    description: "A request with the body of Alertmanager's webhooks, version 4, for whatever takes those.",
    examples: [{ url: 'https://receiver.example/alertmanager' }],
  },
);
export type AlertmanagerWebhookConfig = Static<typeof AlertmanagerWebhookConfig>;

/** The settings of each kind of channel. Those that are `writeOnly` are secrets. */
export const channelConfigs = {
  email: EmailConfig,
  webhook: WebhookConfig,
  slack: SlackConfig,
  teams: TeamsConfig,
  pagerduty: PagerDutyConfig,
  jira: JiraConfig,
  servicenow: ServiceNowConfig,
  zendesk: ZendeskConfig,
  freshdesk: FreshdeskConfig,
  ntfy: NtfyConfig,
  alertmanager: AlertmanagerConfig,
  alertmanager_webhook: AlertmanagerWebhookConfig,
} as const satisfies Record<string, TObject>;

export type ChannelKindName = keyof typeof channelConfigs;
export const channelKindNames = Object.keys(channelConfigs) as ChannelKindName[];
export const ChannelKindField = OneOf(channelKindNames);
