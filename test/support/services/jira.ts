import { type Static, Type } from 'typebox';
import {
  authorized,
  basicOf,
  type FakeDesk,
  FakeService,
  Rejected,
  type Reply,
  type SeenRequest,
  taken,
} from './fake-service.ts';

const closed = { additionalProperties: false };
const TextNode = Type.Object(
  {
    type: Type.Literal('text'),
    text: Type.String({ minLength: 1, pattern: '^[^\\n]*$' }),
    marks: Type.Optional(
      Type.Array(
        Type.Object(
          {
            type: Type.Literal('link'),
            attrs: Type.Object({ href: Type.String({ pattern: '^https?://' }) }, closed),
          },
          closed,
        ),
      ),
    ),
  },
  closed,
);
const Break = Type.Object({ type: Type.Literal('hardBreak') }, closed);
const Paragraph = Type.Object(
  { type: Type.Literal('paragraph'), content: Type.Array(Type.Union([TextNode, Break])) },
  closed,
);
const Doc = Type.Object(
  { type: Type.Literal('doc'), version: Type.Literal(1), content: Type.Array(Paragraph, { minItems: 1 }) },
  closed,
);
type Doc = Static<typeof Doc>;

const Named = Type.Object({ name: Type.String() }, closed);
const NewIssue = Type.Object(
  {
    fields: Type.Object(
      {
        project: Type.Object({ key: Type.Literal('IT') }, closed),
        issuetype: Type.Object(
          { name: Type.Unsafe<string>({ type: 'string', enum: ['Incident', 'Task'] }) },
          closed,
        ),
        summary: Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\n]*$' }),
        description: Doc,
        labels: Type.Array(Type.String({ minLength: 1, maxLength: 255, pattern: '^\\S+$' })),
        priority: Type.Optional(Named),
      },
      closed,
    ),
  },
  closed,
);
const Edit = Type.Object({ fields: Type.Object({ priority: Named }, closed) }, closed);
const Comment = Type.Object({ body: Doc }, closed);
const Transition = Type.Object({ transition: Type.Object({ id: Type.String() }, closed) }, closed);

/** Its names are those of a German site: only ids and categories are the same everywhere. */
const statuses = {
  open: { name: 'Zu erledigen', category: 'new' },
  working: { name: 'In Arbeit', category: 'indeterminate' },
  done: { name: 'Erledigt', category: 'done' },
} as const;
type Status = keyof typeof statuses;
const workflow: readonly { id: string; name: string; from: readonly Status[]; to: Status }[] = [
  { id: '11', name: 'Beginnen', from: ['open'], to: 'working' },
  { id: '21', name: 'Fertig', from: ['open', 'working'], to: 'done' },
  { id: '31', name: 'Wieder öffnen', from: ['done'], to: 'open' },
];
const priorities = ['Highest', 'High', 'Medium', 'Low'];
const severities: Record<string, string> = {
  Highest: 'critical',
  High: 'error',
  Medium: 'warning',
  Low: 'info',
};

interface Issue {
  readonly key: string;
  readonly summary: string;
  readonly description: Doc;
  readonly labels: readonly string[];
  status: Status;
  priority: string;
  readonly comments: Doc[];
}

/** Jira Cloud's REST API v3, as https://developer.atlassian.com/cloud/jira/platform/rest/v3/ tells of it. */
export async function fakeJira(): Promise<FakeDesk> {
  const issues = new Map<string, Issue>();
  let lastNumber = 40;
  const find = (key: string): Issue => {
    const issue = issues.get(key);
    if (!issue)
      throw new Rejected(404, { errorMessages: ['Issue does not exist or you do not have permission'] });
    return issue;
  };
  const priorityOf = (name: string) => {
    if (!priorities.includes(name)) throw new Rejected(400, { errors: { priority: 'is not valid' } });
    return name;
  };
  const shown = (request: SeenRequest, issue: Issue) => {
    const all: Record<string, unknown> = {
      status: {
        name: statuses[issue.status].name,
        statusCategory: { key: statuses[issue.status].category },
      },
      priority: { name: issue.priority },
      description: issue.description,
      summary: issue.summary,
    };
    const names = request.query.get('fields')?.split(',') ?? Object.keys(all);
    return { id: '1', key: issue.key, fields: Object.fromEntries(names.map((name) => [name, all[name]])) };
  };
  const create = (request: SeenRequest): Reply => {
    const { fields } = taken(NewIssue, request);
    if (JSON.stringify(fields.description).length > 32_767) throw new Rejected(400, 'too long');
    const key = `IT-${++lastNumber}`;
    const priority = priorityOf(fields.priority?.name ?? 'Medium');
    issues.set(key, { ...fields, key, status: 'open', priority, comments: [] });
    return { status: 201, body: { id: '1', key, self: `${request.path}/1` } };
  };
  const search = (request: SeenRequest): Reply => {
    const jql = /^project = "IT" AND labels = "([^"]+)" ORDER BY created DESC$/.exec(
      request.query.get('jql') ?? '',
    );
    if (!jql) throw new Rejected(400, { errorMessages: ['Error in the JQL Query'] });
    const found = [...issues.values()].toReversed().filter(({ labels }) => labels.includes(jql[1] ?? ''));
    return { status: 200, body: { issues: found.map((issue) => shown(request, issue)), isLast: true } };
  };
  const offered = ({ status }: Issue) => workflow.filter(({ from }) => from.includes(status));
  const move = (request: SeenRequest, key: string): Reply => {
    const { transition } = taken(Transition, request);
    const found = offered(find(key)).find(({ id }) => id === transition.id);
    if (!found) throw new Rejected(400, { errorMessages: [`Transition id '${transition.id}' is not valid`] });
    find(key).status = found.to;
    return { status: 204 };
  };
  const service = await FakeService.start((request) => {
    authorized(request, basicOf('platen@school.example', 'jira-token'));
    const { path, method } = request;
    if (path === '/rest/api/3/search/jql' && method === 'GET') return search(request);
    const [matched, key = '', rest = ''] =
      /^\/rest\/api\/3\/issue(?:\/([A-Z]+-\d+))?(\/\w+)?$/.exec(path) ?? [];
    if (matched === undefined) throw new Rejected(404, '');
    switch (`${method} ${key && 'key'}${rest}`) {
      case 'POST ':
        return create(request);
      case 'GET key':
        return { status: 200, body: shown(request, find(key)) };
      case 'PUT key':
        find(key).priority = priorityOf(taken(Edit, request).fields.priority.name);
        return { status: 204 };
      case 'POST key/comment':
        find(key).comments.push(taken(Comment, request).body);
        return { status: 201, body: {} };
      case 'GET key/comment': {
        const comments = find(key).comments.map((body) => ({ body }));
        const sorted = request.query.get('orderBy') === '-created' ? comments.toReversed() : comments;
        return {
          status: 200,
          body: { comments: sorted.slice(0, Number(request.query.get('maxResults') ?? 50)) },
        };
      }
      case 'GET key/transitions': {
        const transitions = offered(find(key)).map(({ id, name, to }) => ({
          id,
          name,
          to: { name: statuses[to].name, statusCategory: { key: statuses[to].category } },
        }));
        return { status: 200, body: { transitions } };
      }
      case 'POST key/transitions':
        return move(request, key);
    }
    throw new Rejected(405, '');
  });
  const texts = ({ description, comments }: Issue) => [description, ...comments].map(shownDoc);
  return {
    service,
    config: {
      url: service.url,
      email: 'platen@school.example',
      api_token: 'jira-token',
      project: 'IT',
      issue_type: 'Incident',
      priorities: { critical: 'Highest', error: 'High', warning: 'Medium', info: 'Low' },
    },
    told: () => [...issues.values()].flatMap(texts),
    tickets: () =>
      [...issues.values()].map((issue) => ({
        ref: issue.key,
        state: issue.status === 'done' ? 'closed' : 'open',
        severity: severities[issue.priority] ?? '',
        title: issue.summary,
        texts: texts(issue),
      })),
    closeByHand: (ref) => {
      find(ref).status = 'done';
    },
    remove: (ref) => void issues.delete(ref),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

function shownDoc({ content }: Doc): string {
  const shownNode = (node: Static<typeof TextNode> | Static<typeof Break>) =>
    node.type === 'hardBreak' ? '\n' : `${node.text}${node.marks ? ` ${node.marks[0]?.attrs.href}` : ''}`;
  return content.map((paragraph) => paragraph.content.map(shownNode).join('')).join('\n\n');
}
