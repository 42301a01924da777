import { type Static, type TObject, Type } from 'typebox';
import { OneOfKinds } from './one-of-kinds.ts';
import { Closed, Instant, Line, Nullable, OneOf, Url } from './primitives.ts';
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
export type ChannelConfigs = { [K in ChannelKindName]: Static<(typeof channelConfigs)[K]> };
export const channelKindNames = Object.keys(channelConfigs) as ChannelKindName[];

/** The names of the settings of a kind that are secrets. */
export function secretSettings(kind: ChannelKindName): string[] {
  return Object.entries<object>(channelConfigs[kind].properties)
    .filter(([, setting]) => 'writeOnly' in setting)
    .map(([name]) => name);
}

/** Those that a channel cannot do without. */
export function neededSecrets(kind: ChannelKindName): string[] {
  const { required = [] }: { required?: readonly string[] } = channelConfigs[kind];
  return secretSettings(kind).filter((name) => required.includes(name));
}

const fields = {
  name: Line(120, { examples: ['Helpdesk'] }),
  enabled: Type.Boolean({ default: true }),
  reopen_hours: Type.Integer({
    minimum: 0,
    maximum: 720,
    default: 24,
    description: 'A matter that comes back within this time is taken up again, in the same ticket.',
  }),
};

/** Of a channel that is there already, secrets may be left out: it has them. */
function putOf(kind: ChannelKindName) {
  const config = channelConfigs[kind] as object as { title: string; required?: readonly string[] };
  const secrets = secretSettings(kind);
  return Closed(
    {
      kind: Type.Literal(kind),
      name: fields.name,
      enabled: Type.Optional(fields.enabled),
      reopen_hours: Type.Optional(fields.reopen_hours),
      config: { ...config, required: (config.required ?? []).filter((name) => !secrets.includes(name)) },
    },
    { title: `${config.title}Put` },
  );
}

export interface ChannelPut {
  kind: ChannelKindName;
  name: string;
  enabled?: boolean;
  reopen_hours?: number;
  config: Record<string, unknown>;
}

export const ChannelPut = Type.Unsafe<ChannelPut>({
  ...OneOfKinds('kind', channelKindNames.map(putOf)),
  title: 'ChannelPut',
  examples: [
    { kind: 'email', name: 'Procurement', config: { to: ['procurement@school.example'] } },
    {
      kind: 'webhook',
      name: 'Automation',
      config: {
        url: 'https://hooks.example/platen',
        secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8GKYqrTw'],
      },
    },
  ],
});

export const Channel = Closed(
  {
    id: Type.String({ examples: ['chn_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    kind: OneOf(channelKindNames),
    ...fields,
    config: Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      additionalProperties: true,
      description: 'Its settings, as the reference of channels says, without those that are secrets.',
    }),
    secrets: Type.Array(Type.String(), { description: 'Which of its secret settings it has.' }),
    trouble: Nullable(
      Type.String({
        description: 'What went wrong last, or why it was switched off; `null` when all is well.',
      }),
    ),
    created_at: Instant,
    updated_at: Instant,
  },
  {
    title: 'Channel',
    description: 'Where alerts are sent: a helpdesk, a chat, a mailbox, a program.',
    examples: [
      {
        id: 'chn_01kay3gq6xj4f8h2t0v9w7c5nd',
        kind: 'webhook',
        name: 'Automation',
        enabled: true,
        reopen_hours: 24,
        config: {},
        secrets: ['url', 'secrets'],
        trouble: null,
        created_at: '2026-01-01T09:00:00Z',
        updated_at: '2026-01-01T09:00:00Z',
      },
    ],
  },
);
export type Channel = Static<typeof Channel>;
