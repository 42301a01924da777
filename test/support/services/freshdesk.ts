import { Type } from 'typebox';
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

const closed = { additionalProperties: false };
const fields = {
  subject: Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\n]*$' }),
  description: Type.String({ minLength: 1 }),
  email: Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$' }),
  priority: Type.Integer({ minimum: 1, maximum: 4 }),
  status: Type.Integer({ minimum: 2, maximum: 5 }),
  tags: Type.Array(Type.String({ minLength: 1, maxLength: 32, pattern: '^[^,]*$' })),
};
const NewTicket = Type.Object(fields, closed);
const Change = Type.Object(
  { priority: Type.Optional(fields.priority), status: Type.Optional(fields.status) },
  { ...closed, minProperties: 1 },
);
const Note = Type.Object({ body: Type.String({ minLength: 1 }), private: Type.Boolean() }, closed);

interface Ticket {
  readonly id: number;
  readonly subject: string;
  readonly description: string;
  readonly email: string;
  readonly tags: string[];
  status: number;
  priority: number;
  readonly notes: string[];
}

/** Freshdesk's API v2, as https://developers.freshdesk.com/api/ tells of it. Its search never catches up here. */
export async function fakeFreshdesk(): Promise<FakeDesk> {
  const tickets = new Map<number, Ticket>();
  let lastId = 100;
  const find = (id: string): Ticket => {
    const ticket = tickets.get(Number(id));
    if (!ticket) throw new Rejected(404, '');
    return ticket;
  };
  const shown = ({ notes: _, email: __, ...ticket }: Ticket) => ticket;
  const pageOf = <T>(request: SeenRequest, all: readonly T[]): T[] => {
    const size = Number(request.query.get('per_page') ?? 30);
    const page = Number(request.query.get('page') ?? 1);
    if (!(size >= 1 && size <= 100 && page >= 1))
      throw new Rejected(400, { description: 'Validation failed' });
    return all.slice((page - 1) * size, page * size);
  };
  const create = (request: SeenRequest): Reply => {
    const ticket: Ticket = { ...taken(NewTicket, request), id: ++lastId, notes: [] };
    tickets.set(ticket.id, ticket);
    return { status: 201, body: shown(ticket) };
  };
  const list = (request: SeenRequest): Reply => {
    const { query } = request;
    if (query.get('order_by') !== 'created_at' || query.get('order_type') !== 'desc') {
      throw new Rejected(400, { description: 'Validation failed' });
    }
    const theirs = [...tickets.values()].filter(({ email }) => email === query.get('email')).toReversed();
    const listed = pageOf(request, theirs).map((ticket) => {
      const { description: _, ...rest } = shown(ticket);
      return rest;
    });
    return { status: 200, body: listed };
  };
  const service = await FakeService.start((request) => {
    authorized(request, basicOf('freshdesk-key', 'X'));
    const { path, method } = request;
    if (path === '/api/v2/search/tickets') {
      if (!/^"tag:'[^'"]{1,32}'"$/.test(request.query.get('query') ?? '')) throw new Rejected(400, 'query');
      return { status: 200, body: { total: 0, results: [] } };
    }
    const [matched, id = '', rest = ''] = /^\/api\/v2\/tickets(?:\/(\d+))?(\/\w+)?$/.exec(path) ?? [];
    if (matched === undefined) throw new Rejected(404, '');
    switch (`${method} ${id && 'id'}${rest}`) {
      case 'POST ':
        return create(request);
      case 'GET ':
        return list(request);
      case 'GET id':
        return { status: 200, body: shown(find(id)) };
      case 'PUT id': {
        const ticket = Object.assign(find(id), taken(Change, request));
        return { status: 200, body: shown(ticket) };
      }
      case 'POST id/notes': {
        const { body } = taken(Note, request);
        find(id).notes.push(body);
        return { status: 201, body: { body } };
      }
      case 'GET id/conversations': {
        const all = find(id).notes.map((body) => ({ body, body_text: shownHtml(body), private: true }));
        return { status: 200, body: pageOf(request, all) };
      }
    }
    throw new Rejected(405, '');
  });
  return {
    service,
    config: {
      url: service.url,
      api_key: 'freshdesk-key',
      email: 'platen@school.example',
      tags: ['printing'],
    },
    told: () =>
      [...tickets.values()].flatMap(({ description, notes }) => [description, ...notes].map(shownHtml)),
    tickets: () =>
      [...tickets.values()].map((ticket) => ({
        ref: String(ticket.id),
        state: ticket.status >= 4 ? 'closed' : 'open',
        severity: ['', 'info', 'warning', 'error', 'critical'][ticket.priority] ?? '',
        title: ticket.subject,
        texts: [ticket.description, ...ticket.notes].map(shownHtml),
      })),
    closeByHand: (ref) => {
      find(ref).status = 5;
    },
    remove: (ref) => void tickets.delete(Number(ref)),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}
