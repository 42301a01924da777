import { type Static, Type } from 'typebox';
import { authorized, type FakeReceiver, FakeService, Rejected, taken } from './fake-service.ts';

const closed = { additionalProperties: false };
const Url = Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 2_048 });

function receiver(
  service: FakeService,
  config: Record<string, unknown>,
  told: readonly string[],
): FakeReceiver {
  return { service, config, told: () => told, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}

const PlainText = (most: number) =>
  Type.Object(
    {
      type: Type.Literal('plain_text'),
      text: Type.String({ minLength: 1, maxLength: most, pattern: '\\S' }),
      emoji: Type.Optional(Type.Boolean()),
    },
    closed,
  );
const Mrkdwn = Type.Object(
  { type: Type.Literal('mrkdwn'), text: Type.String({ minLength: 1, maxLength: 3_000 }) },
  closed,
);
const SlackBlock = Type.Union([
  Type.Object({ type: Type.Literal('header'), text: PlainText(150) }, closed),
  Type.Object({ type: Type.Literal('section'), text: PlainText(3_000) }, closed),
  Type.Object(
    { type: Type.Literal('section'), fields: Type.Array(PlainText(2_000), { minItems: 1, maxItems: 10 }) },
    closed,
  ),
  Type.Object(
    {
      type: Type.Literal('context'),
      elements: Type.Array(Type.Union([PlainText(3_000), Mrkdwn]), { minItems: 1, maxItems: 10 }),
    },
    closed,
  ),
]);
const SlackBody = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 40_000 }),
    blocks: Type.Array(SlackBlock, { minItems: 1, maxItems: 50 }),
  },
  closed,
);

/** An incoming webhook of Slack: https://docs.slack.dev/reference/block-kit/blocks */
export async function fakeSlack(): Promise<FakeReceiver> {
  const told: string[] = [];
  const service = await FakeService.start((request) => {
    if (request.path !== '/services/T000/B000/slack-secret') throw new Rejected(404, 'no_service');
    const { text, blocks } = taken(SlackBody, request);
    told.push([shownMrkdwn(text), ...blocks.map(shownBlock)].join('\n'));
    return { status: 200, body: 'ok' };
  });
  return receiver(service, { url: `${service.url}/services/T000/B000/slack-secret` }, told);
}

function shownBlock(block: Static<typeof SlackBlock>): string {
  if (block.type === 'context') {
    return block.elements
      .map((each) => (each.type === 'mrkdwn' ? shownMrkdwn(each.text) : each.text))
      .join(' ');
  }
  if ('fields' in block) return block.fields.map(({ text }) => text).join('\n');
  return block.text.text;
}

function shownMrkdwn(text: string): string {
  const shown = text.replaceAll(/<(https?:[^|>]+)\|([^>]+)>/g, '$2 $1');
  if (/[<>]|&(?!amp;|lt;|gt;)/.test(shown)) throw new Rejected(400, 'invalid_payload: markup');
  return shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const TextRun = Type.Object(
  {
    type: Type.Literal('TextRun'),
    text: Type.String(),
    weight: Type.Optional(Type.Literal('Bolder')),
    size: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['Small', 'Large'] })),
    isSubtle: Type.Optional(Type.Boolean()),
  },
  closed,
);
const Card = Type.Object(
  {
    $schema: Type.Literal('http://adaptivecards.io/schemas/adaptive-card.json'),
    type: Type.Literal('AdaptiveCard'),
    version: Type.Literal('1.4'),
    msteams: Type.Object({ width: Type.Literal('Full') }, closed),
    body: Type.Array(
      Type.Object(
        { type: Type.Literal('RichTextBlock'), inlines: Type.Array(TextRun, { minItems: 1 }) },
        closed,
      ),
    ),
    actions: Type.Array(
      Type.Object(
        { type: Type.Literal('Action.OpenUrl'), title: Type.String({ minLength: 1 }), url: Url },
        closed,
      ),
      { maxItems: 6 },
    ),
  },
  closed,
);
const TeamsBody = Type.Object(
  {
    type: Type.Literal('message'),
    attachments: Type.Array(
      Type.Object(
        {
          contentType: Type.Literal('application/vnd.microsoft.card.adaptive'),
          contentUrl: Type.Null(),
          content: Card,
        },
        closed,
      ),
      { minItems: 1, maxItems: 1 },
    ),
  },
  closed,
);

/** A workflow of Microsoft Teams that posts a card: https://adaptivecards.io/explorer/ */
export async function fakeTeams(): Promise<FakeReceiver> {
  const told: string[] = [];
  const service = await FakeService.start((request) => {
    if (request.query.get('sig') !== 'teams-secret')
      throw new Rejected(401, 'DirectApiAuthorizationRequired');
    if (Buffer.byteLength(request.text) > 28 * 1024) throw new Rejected(413, 'RequestEntityTooLarge');
    for (const { content } of taken(TeamsBody, request).attachments) {
      const texts = content.body.map(({ inlines }) => inlines.map(({ text }) => text).join(''));
      told.push([...texts, ...content.actions.map(({ title, url }) => `${title} ${url}`)].join('\n'));
    }
    return { status: 202 };
  });
  return receiver(
    service,
    { url: `${service.url}/workflows/1/triggers/manual/paths/invoke?sig=teams-secret` },
    told,
  );
}

const NtfyBody = Type.Object(
  {
    topic: Type.String({ pattern: '^[-_A-Za-z0-9]{1,64}$' }),
    title: Type.String({ minLength: 1, pattern: '^[^\\n]*$' }),
    message: Type.String({ minLength: 1 }),
    priority: Type.Integer({ minimum: 1, maximum: 5 }),
    tags: Type.Array(Type.String({ pattern: '^[a-z_]+$' })),
    click: Url,
  },
  closed,
);

/** ntfy's publishing as JSON: https://docs.ntfy.sh/publish/#publish-as-json */
export async function fakeNtfy(): Promise<FakeReceiver> {
  const told: string[] = [];
  const service = await FakeService.start((request) => {
    authorized(request, 'Bearer tk_ntfysecret');
    if (request.path !== '/') throw new Rejected(404, { code: 40401, error: 'page not found' });
    const { title, message, topic } = taken(NtfyBody, request);
    if (Buffer.byteLength(message) > 4_096)
      throw new Rejected(400, { error: 'it would become an attachment' });
    if (Buffer.byteLength(title) > 256) throw new Rejected(400, { error: 'title too long' });
    told.push(`${title}\n${message}`);
    return { status: 200, body: { id: 'x', event: 'message', topic } };
  });
  return receiver(service, { url: service.url, topic: 'printing', token: 'tk_ntfysecret' }, told);
}
