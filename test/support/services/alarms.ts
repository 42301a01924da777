import { Webhook } from 'standardwebhooks';
import { Type } from 'typebox';
import { authorized, basicOf, type FakeReceiver, FakeService, Rejected, taken } from './fake-service.ts';

const closed = { additionalProperties: false };
const Instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' });
const Url = Type.String({ pattern: '^https?://[^\\s]+$' });
const OneOf = (...values: string[]) => Type.Unsafe<string>({ type: 'string', enum: values });

const PagerDutyEvent = Type.Object(
  {
    routing_key: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    event_action: OneOf('trigger', 'acknowledge', 'resolve'),
    dedup_key: Type.String({ minLength: 1, maxLength: 255 }),
    payload: Type.Optional(
      Type.Object(
        {
          summary: Type.String({ minLength: 1, maxLength: 1_024 }),
          source: Type.String({ minLength: 1 }),
          severity: OneOf('critical', 'error', 'warning', 'info'),
          timestamp: Instant,
          group: Type.String(),
          custom_details: Type.Object({}),
        },
        closed,
      ),
    ),
    client: Type.Optional(Type.String()),
    client_url: Type.Optional(Url),
    links: Type.Optional(Type.Array(Type.Object({ href: Url, text: Type.String() }, closed))),
  },
  closed,
);

export interface FakePagerDuty extends FakeReceiver {
  /** By their `dedup_key`. */
  incidents(): ReadonlyMap<string, string>;
}

/** PagerDuty's Events API v2: https://developer.pagerduty.com/docs/send-alert-event */
export async function fakePagerDuty(): Promise<FakePagerDuty> {
  const told: string[] = [];
  const incidents = new Map<string, string>();
  const service = await FakeService.start((request) => {
    if (request.path !== '/v2/enqueue') throw new Rejected(404, 'Not Found');
    if (Buffer.byteLength(request.text) > 512_000) throw new Rejected(413, 'too large');
    const event = taken(PagerDutyEvent, request);
    const { dedup_key, event_action, payload } = event;
    if (event.routing_key !== 'abcdefabcdefabcdefabcdefabcdef00') {
      throw new Rejected(400, { status: 'invalid event', errors: [`${event.routing_key} is not a key`] });
    }
    const before = incidents.get(dedup_key);
    if (event_action === 'trigger') {
      if (!payload) throw new Rejected(400, { status: 'invalid event', errors: ["'payload' is missing"] });
      told.push(`${payload.summary}\n${deepText(payload.custom_details)}\n${event.links?.[0]?.href}`);
      // A new trigger does not take back that somebody has acknowledged it.
      if (before !== 'acknowledged') incidents.set(dedup_key, 'triggered');
    } else if (before !== undefined && before !== 'resolved') {
      incidents.set(dedup_key, event_action === 'resolve' ? 'resolved' : 'acknowledged');
    }
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key } };
  });
  return {
    service,
    config: { routing_key: 'abcdefabcdefabcdefabcdefabcdef00', url: service.url },
    told: () => told,
    incidents: () => incidents,
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

function deepText(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, each]) => `${name}: ${deepText(each)}`)
        .join('\n')
    : String(value);
}

const labelName = '^[a-zA-Z_][a-zA-Z0-9_]*$';
const Labels = Type.Record(Type.String({ pattern: labelName }), Type.String({ minLength: 1 }), closed);
const Annotations = Type.Record(Type.String({ pattern: labelName }), Type.String(), closed);
const PostableAlerts = Type.Array(
  Type.Object(
    { labels: Labels, annotations: Annotations, startsAt: Instant, endsAt: Instant, generatorURL: Url },
    closed,
  ),
  { minItems: 1 },
);

export interface PushedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly endsAt: number;
}

export interface FakeAlertmanager extends FakeReceiver {
  /** Every alert by its labels, as it was pushed last. */
  alerts(): readonly PushedAlert[];
}

/** Alertmanager's API v2. */
export async function fakeAlertmanager(): Promise<FakeAlertmanager> {
  const told: string[] = [];
  const alerts = new Map<string, PushedAlert>();
  const service = await FakeService.start((request) => {
    authorized(request, basicOf('prometheus', 'alertmanager-pass'));
    if (request.path !== '/api/v2/alerts') throw new Rejected(404, 'path not found');
    const pushed = taken(PostableAlerts, request);
    for (const { labels, annotations, startsAt, endsAt, generatorURL } of pushed) {
      if (Date.parse(endsAt) < Date.parse(startsAt))
        throw new Rejected(400, 'start time must be before end time');
      alerts.set(JSON.stringify(Object.entries(labels).toSorted()), { labels, endsAt: Date.parse(endsAt) });
      told.push(`${deepText(labels)}\n${deepText(annotations)}\n${generatorURL}`);
    }
    return { status: 200 };
  });
  return {
    service,
    config: { url: `${service.url}/`, username: 'prometheus', password: 'alertmanager-pass' },
    told: () => told,
    alerts: () => [...alerts.values()],
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

const AlertmanagerBody = Type.Object(
  {
    version: Type.Literal('4'),
    groupKey: Type.String({ minLength: 1 }),
    truncatedAlerts: Type.Integer({ minimum: 0 }),
    status: OneOf('firing', 'resolved'),
    receiver: Type.String({ minLength: 1 }),
    groupLabels: Labels,
    commonLabels: Labels,
    commonAnnotations: Annotations,
    externalURL: Url,
    alerts: Type.Array(
      Type.Object(
        {
          status: OneOf('firing', 'resolved'),
          labels: Labels,
          annotations: Annotations,
          startsAt: Instant,
          endsAt: Instant,
          generatorURL: Url,
          fingerprint: Type.String({ pattern: '^[0-9a-f]{16}$' }),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);

/** Whatever takes Alertmanager's webhooks. */
export async function fakeAlertmanagerWebhook(): Promise<FakeReceiver> {
  const told: string[] = [];
  const service = await FakeService.start((request) => {
    authorized(request, 'Bearer webhook-token');
    const body = taken(AlertmanagerBody, request);
    const firing = body.alerts.some(({ status }) => status === 'firing');
    if (firing !== (body.status === 'firing'))
      throw new Rejected(400, 'the status is not that of its alerts');
    told.push(deepText(body));
    return { status: 200 };
  });
  return {
    service,
    config: { url: `${service.url}/hook`, token: 'webhook-token' },
    told: () => told,
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

export interface FakeWebhook extends FakeReceiver {
  /** Those that it knows, and the time that it has. */
  secrets: string[];
  readonly ids: readonly string[];
}

/** A receiver of Standard Webhooks, which believes what the official library verifies. */
export async function fakeWebhook(): Promise<FakeWebhook> {
  const told: string[] = [];
  const ids: string[] = [];
  const secrets = [`whsec_${Buffer.from('the secret of the receiver').toString('base64')}`];
  const service = await FakeService.start((request) => {
    if (Buffer.byteLength(request.text) >= 20_000) throw new Rejected(413, 'too large');
    const body = secrets
      .map((secret) => verified(secret, request.text, request.headers))
      .find((each) => each !== null);
    if (body === undefined) throw new Rejected(401, 'who are you?');
    ids.push(String(request.headers['webhook-id']));
    told.push(deepText(body));
    return { status: 204 };
  });
  return {
    service,
    config: { url: `${service.url}/hook?token=webhook-token`, secrets: [...secrets] },
    secrets,
    ids,
    told: () => told,
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

function verified(secret: string, text: string, headers: Record<string, unknown>): unknown {
  try {
    return new Webhook(secret).verify(text, headers as Record<string, string>);
  } catch {
    return null;
  }
}
