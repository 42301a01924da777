import { Type } from 'typebox';
import { Value } from 'typebox/value';
import {
  authorized,
  basicOf,
  type FakeDesk,
  FakeService,
  Rejected,
  type Reply,
  type SeenRequest,
  shownHtml,
  taken,
} from './fake-service.ts';

const Text = (most: number) => Type.String({ minLength: 1, maxLength: most });
const closed = { additionalProperties: false };
const OneOf = (...values: string[]) => Type.Unsafe<string>({ type: 'string', enum: values });
const fields = {
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 150, pattern: '^[^\\n]*$' })),
  comment: Type.Optional(Type.Object({ html_body: Text(65_535), public: Type.Boolean() }, closed)),
  external_id: Type.Optional(Text(255)),
  type: Type.Optional(OneOf('problem', 'incident', 'question', 'task')),
  priority: Type.Optional(OneOf('urgent', 'high', 'normal', 'low')),
  status: Type.Optional(OneOf('new', 'open', 'pending', 'hold', 'solved')),
  tags: Type.Optional(Type.Array(Type.String({ pattern: '^[^\\s,]+$' }))),
  assignee_email: Type.Optional(Text(254)),
};
const Body = Type.Object({ ticket: Type.Object(fields, closed) }, closed);

interface Ticket {
  readonly id: number;
  readonly subject: string;
  readonly external_id: string | null;
  status: string;
  priority: string | null;
  assignee_id: number | null;
  readonly comments: string[];
}

/** Zendesk's Tickets API, as https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ tells of it. */
export async function fakeZendesk(): Promise<FakeDesk> {
  const tickets = new Map<number, Ticket>();
  const answered = new Map<string, { readonly text: string; readonly reply: Reply }>();
  let lastId = 35_435;

  const find = (id: string): Ticket => {
    const ticket = tickets.get(Number(id));
    if (!ticket) throw new Rejected(404, { error: 'RecordNotFound', description: 'Not found' });
    return ticket;
  };
  const shown = ({ comments: _, ...ticket }: Ticket) => ticket;

  const create = (request: SeenRequest): Reply => {
    const { ticket } = taken(Body, request, 422);
    if (!ticket.comment)
      throw new Rejected(422, { error: 'RecordInvalid', details: { base: 'Description' } });
    const id = ++lastId;
    const created: Ticket = {
      id,
      subject: ticket.subject ?? '',
      external_id: ticket.external_id ?? null,
      status: 'new',
      priority: ticket.priority ?? null,
      assignee_id: null,
      comments: [ticket.comment.html_body],
    };
    tickets.set(id, created);
    return { status: 201, body: { ticket: shown(created) } };
  };
  const createOnce = (request: SeenRequest): Reply => {
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string') return create(request);
    const before = answered.get(key);
    if (before && before.text !== request.text) throw new Rejected(400, { error: 'IdempotentRequestError' });
    if (before) return { ...before.reply, headers: { 'x-idempotency-lookup': 'hit' } };
    const reply = create(request);
    answered.set(key, { text: request.text, reply });
    return reply;
  };
  const update = (request: SeenRequest, id: string): Reply => {
    const ticket = find(id);
    const { ticket: change } = taken(Body, request, 422);
    if (ticket.status === 'closed')
      throw new Rejected(422, { error: 'RecordInvalid', description: 'Closed' });
    if (change.assignee_email !== undefined) ticket.assignee_id = 1;
    if (change.status === 'solved' && ticket.assignee_id === null) {
      throw new Rejected(422, { error: 'RecordInvalid', details: { assignee: 'is required when solving' } });
    }
    ticket.status = change.status ?? (ticket.status === 'new' ? 'open' : ticket.status);
    ticket.priority = change.priority ?? ticket.priority;
    if (change.comment) ticket.comments.push(change.comment.html_body);
    return { status: 200, body: { ticket: shown(ticket) } };
  };
  const comments = (request: SeenRequest, id: string): Reply => {
    const size = Number(request.query.get('page[size]') ?? 100);
    if (!Value.Check(Type.Integer({ minimum: 1, maximum: 100 }), size)) throw new Rejected(400, 'page');
    const all = find(id).comments.map((html_body) => ({ html_body, type: 'Comment' }));
    const sorted = request.query.get('sort') === '-created_at' ? all.toReversed() : all;
    return { status: 200, body: { comments: sorted.slice(0, size) } };
  };

  const service = await FakeService.start((request) => {
    authorized(request, basicOf('agent@school.example/token', 'zendesk-token'));
    const [, id = '', rest = ''] = /^\/api\/v2\/tickets(?:\/(\d+))?(\/comments)?$/.exec(request.path) ?? [];
    const call = `${request.method} ${id && 'id'}${rest}`;
    if (!request.path.startsWith('/api/v2/tickets')) throw new Rejected(404, 'no such path');
    if (call === 'POST ') return createOnce(request);
    if (call === 'GET ') {
      const wanted = request.query.get('external_id');
      return {
        status: 200,
        body: {
          tickets: [...tickets.values()].filter(({ external_id }) => external_id === wanted).map(shown),
        },
      };
    }
    if (call === 'GET id') return { status: 200, body: { ticket: shown(find(id)) } };
    if (call === 'PUT id') return update(request, id);
    if (call === 'GET id/comments') return comments(request, id);
    throw new Rejected(405, 'no such method');
  });
  const severities: Record<string, string> = {
    urgent: 'critical',
    high: 'error',
    normal: 'warning',
    low: 'info',
  };
  const stateOf = (status: string) =>
    status === 'solved' ? 'closed' : status === 'closed' ? 'archived' : 'open';
  return {
    service,
    config: {
      url: service.url,
      email: 'agent@school.example',
      api_token: 'zendesk-token',
      tags: ['printing'],
    },
    told: () => [...tickets.values()].flatMap(({ comments: all }) => all.map(shownHtml)),
    tickets: () =>
      [...tickets.values()].map((ticket) => ({
        ref: String(ticket.id),
        state: stateOf(ticket.status),
        severity: severities[ticket.priority ?? ''] ?? '',
        title: ticket.subject,
        texts: ticket.comments.map(shownHtml),
      })),
    closeByHand: (ref) => {
      find(ref).status = 'solved';
    },
    archive: (ref) => {
      find(ref).status = 'closed';
    },
    remove: (ref) => void tickets.delete(Number(ref)),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}
