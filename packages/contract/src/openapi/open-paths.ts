import type { TSchema } from 'typebox';
import type { ProblemCode } from '../problems.ts';
import { Health } from '../schemas/health.ts';
import { SubscriberCreate, SubscriberRequested } from '../schemas/subscriber.ts';

/** What wants no key, or not always. */
export interface OpenPath {
  readonly path: string;
  /** Else it is a GET. */
  readonly method?: 'post';
  readonly operationId: string;
  readonly tag: 'Alerts' | 'Server' | 'Status page';
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly object[];
  readonly security: readonly object[];
  readonly mediaType: string;
  /** Of a POST, where it matters. */
  readonly body?: TSchema;
  /** Else it is 200. */
  readonly status?: 202;
  readonly response: object;
  readonly problems: readonly ProblemCode[];
}

const ofServer = {
  tag: 'Server',
  parameters: [],
  security: [],
  mediaType: 'application/json',
  problems: [],
} as const;

const serverPaths: readonly OpenPath[] = [
  {
    ...ofServer,
    path: '/healthz',
    operationId: 'getLiveness',
    summary: 'Is the process alive?',
    description: 'For a supervisor that restarts what is dead. It looks at nothing but itself.',
    response: Health,
  },
  {
    ...ofServer,
    path: '/readyz',
    operationId: 'getReadiness',
    summary: 'Does it take requests?',
    description: 'For a load balancer: 503 while the server starts or stops.',
    response: Health,
    problems: ['overloaded'],
  },
  {
    ...ofServer,
    path: '/openapi.json',
    operationId: 'getOpenApiDocument',
    summary: 'This document',
    description: 'The contract of this deployment as OpenAPI 3.1.',
    response: { type: 'object' },
  },
];

const statuspageSchema = {
  type: 'object',
  description: 'As Statuspage answers it (`/api/v2`), field for field.',
} as const;

const mediaTypes = {
  html: 'text/html',
  json: 'application/json',
  atom: 'application/atom+xml',
  rss: 'application/rss+xml',
  svg: 'image/svg+xml',
} as const;

/** Each with the form it has, and what it is. */
const statusPages: readonly (readonly [
  path: string,
  form: keyof typeof mediaTypes,
  operationId: string,
  summary: string,
])[] = [
  ['/status', 'html', 'listStatusPages', 'The regions whose pages are public'],
  ['/status/{region}', 'html', 'getStatusPage', 'The status page of a region'],
  ['/status/{region}/history', 'html', 'getStatusHistory', 'What has happened in the last 90 days'],
  ['/status/{region}/history.atom', 'atom', 'getStatusAtom', 'Incidents and maintenance as an Atom feed'],
  ['/status/{region}/history.rss', 'rss', 'getStatusRss', 'Incidents and maintenance as an RSS feed'],
  ['/status/{region}/incidents/{id}', 'html', 'getIncidentPage', 'One incident, with all its updates'],
  ['/status/{region}/maintenance/{id}', 'html', 'getMaintenancePage', 'One maintenance'],
  ['/status/{region}/badge.svg', 'svg', 'getStatusBadge', 'The status of the region as a badge'],
  [
    '/status/{region}/components/{id}/badge.svg',
    'svg',
    'getComponentBadge',
    'The status of a component as a badge',
  ],
  ...(
    [
      ['summary', 'Summary', 'Status, components, unresolved incidents and open maintenance'],
      ['status', 'Status', 'The status of the region as a whole'],
      ['components', 'Components', 'Its components'],
      ['incidents', 'Incidents', 'Its incidents'],
      ['incidents/unresolved', 'UnresolvedIncidents', 'Its incidents that are not over'],
      ['scheduled-maintenances', 'Maintenances', 'Its maintenance'],
      ['scheduled-maintenances/upcoming', 'UpcomingMaintenances', 'Its maintenance to come'],
      ['scheduled-maintenances/active', 'ActiveMaintenances', 'Its maintenance in progress'],
    ] as const
  ).map(
    ([name, id, summary]) =>
      [`/status/{region}/api/v2/${name}.json`, 'json', `getStatuspage${id}`, summary] as const,
  ),
];

const descriptionOfPage =
  "Whom it is open to is the region's `page_access`: everyone, or keys of its organizations with `system-status:read` and of operators with `operator:status`, or nobody, as if there were no such region. It has an `ETag` and a `Last-Modified`.";
const problemsOfPages = [
  'key_missing',
  'key_malformed',
  'key_unknown',
  'key_expired',
  'key_revoked',
  'ip_not_allowed',
  'scope_missing',
  'not_found',
  'uri_too_long',
  'quota_exceeded',
] as const;

/** Where the links of messages lead. */
const alertPages: readonly OpenPath[] = (
  [
    ['/alerts/{id}/{signature}', 'getAlertPage', 'Why somebody was told of an alert'],
    ['/channel-tests/{id}/{signature}', 'getChannelTestPage', 'What the test of a channel was'],
  ] as const
).map(([path, operationId, summary]) => ({
  path,
  operationId,
  tag: 'Alerts',
  summary,
  description:
    'For people: it wants no key, but the signature that was sent along. It tells of this one alone, and of no secrets.',
  parameters: ['id', 'signature'].map((name) => ({
    name,
    in: 'path',
    required: true,
    description: 'As the message has it.',
    schema: { type: 'string' },
  })),
  security: [],
  mediaType: mediaTypes.html,
  response: { type: 'string' },
  problems: ['not_found', 'uri_too_long'],
}));

const parameterDescriptions = {
  region: 'The region.',
  id: 'The id of what is asked for.',
  token: 'Of a link that a subscriber was sent.',
} as const;

const ofSubscribers = { tag: 'Status page', security: [] } as const;

const subscriberPaths: readonly OpenPath[] = [
  {
    ...ofSubscribers,
    path: '/status/{region}/subscribers',
    method: 'post',
    operationId: 'subscribeToStatusPage',
    summary: 'Subscribe to a public status page',
    description:
      'The address is asked to confirm. The answer is the same whether or not it is subscribed. A form (`application/x-www-form-urlencoded`) with the same fields is answered with a page.',
    parameters: parametersOf('{region}'),
    body: SubscriberCreate,
    status: 202,
    mediaType: 'application/json',
    response: SubscriberRequested,
    problems: [
      'invalid_request',
      'invalid_json',
      'not_found',
      'body_too_large',
      'unsupported_media_type',
      'quota_exceeded',
    ],
  },
  ...(
    [
      ['get', 'confirm', 'askToConfirm', 'A page that asks to confirm'],
      ['post', 'confirm', 'confirmSubscription', 'Confirm'],
      ['get', 'unsubscribe', 'askToUnsubscribe', 'A page that asks to unsubscribe'],
      ['post', 'unsubscribe', 'unsubscribe', 'Unsubscribe at once (RFC 8058)'],
    ] as const
  ).map(
    ([method, what, operationId, summary]): OpenPath => ({
      ...ofSubscribers,
      path: `/status/{region}/subscribers/{token}/${what}`,
      ...(method === 'post' ? { method } : {}),
      operationId,
      summary,
      description: 'By a link that a subscriber was sent. The body, if there is one, is not read.',
      parameters: parametersOf('{region} {token}'),
      mediaType: 'text/html',
      response: { type: 'string' },
      problems: operationId === 'confirmSubscription' ? ['not_found'] : [],
    }),
  ),
];

/** What is answered without a key, or with one only where the operator says so. */
export const openPaths: readonly OpenPath[] = [
  ...serverPaths,
  ...alertPages,
  ...statusPages.map(
    ([path, form, operationId, summary]): OpenPath => ({
      path,
      operationId,
      tag: 'Status page',
      summary,
      description: path === '/status' ? 'Other regions are not in it.' : descriptionOfPage,
      parameters: parametersOf(path),
      security: path === '/status' ? [] : [{}, { bearer: [] }, { apiKey: [] }],
      mediaType: mediaTypes[form],
      response: form === 'json' ? statuspageSchema : { type: 'string' },
      problems: path === '/status' ? [] : problemsOfPages,
    }),
  ),
  ...subscriberPaths,
];

function parametersOf(path: string): object[] {
  return Object.entries(parameterDescriptions)
    .filter(([name]) => path.includes(`{${name}}`))
    .map(([name, description]) => ({
      name,
      in: 'path',
      required: true,
      description,
      schema: { type: 'string' },
    }));
}
