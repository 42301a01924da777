import { type AlertSeverity, channelConfigs, type JiraConfig } from '@platen/contract';
import { type Static, Type } from 'typebox';
import type { ChannelKind, Dispatch } from '../channel.ts';
import { asJson, ask, basic, below, readJson, refused, Undelivered } from './ask.ts';
import { type Desk, type DeskTicket, keepTicket, mostTicketUnits } from './keep-ticket.ts';
import { clip, type Message, whyWords, writeText } from './message.ts';
import { readUnlessMissing } from './read-unless-missing.ts';

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/, also for projects of Jira Service Management. */
export const jira: ChannelKind<JiraConfig> = {
  kind: 'jira',
  config: channelConfigs.jira,
  keepsTicket: true,
  send: (dispatch, notice) => keepTicket(openDesk(dispatch), dispatch, notice),
};

const who = 'Jira';
const mostSummary = 255;

const Issue = Type.Object({
  key: Type.String(),
  fields: Type.Object({
    status: Type.Object({ statusCategory: Type.Object({ key: Type.String() }) }),
    priority: Type.Optional(Type.Union([Type.Object({ name: Type.String() }), Type.Null()])),
  }),
});
const Found = Type.Object({ issues: Type.Array(Issue) });
const Created = Type.Object({ key: Type.String() });
const Transitions = Type.Object({
  transitions: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      to: Type.Object({ statusCategory: Type.Object({ key: Type.String() }) }),
    }),
  ),
});

function openDesk(dispatch: Dispatch<JiraConfig>): Desk {
  const { config } = dispatch;
  const { priorities = {} } = config;
  const headers = basic(config.email, config.api_token);
  const at = (path: string) => below(config.url, `/rest/api/3${path}`);
  const get = (path: string) => ask(dispatch, who, { method: 'GET', url: at(path), headers });
  const send = (method: 'POST' | 'PUT', path: string, body: object) =>
    ask(dispatch, who, asJson(method, at(path), body, headers));
  const toTicket = ({ key, fields }: Static<typeof Issue>): DeskTicket => ({
    ref: key,
    url: below(config.url, `/browse/${key}`),
    state: fields.status.statusCategory.key === 'done' ? 'closed' : 'open',
    severity: severityOf(priorities, fields.priority?.name),
  });
  const move = async (ticket: DeskTicket, wanted: string | undefined, toDone: boolean) => {
    const path = `/issue/${ticket.ref}/transitions`;
    const { transitions } = readJson(await get(path), who, Transitions);
    const transition = transitions.find(({ id, name, to }) =>
      wanted === undefined
        ? (to.statusCategory.key === 'done') === toDone
        : id === wanted || name.toLowerCase() === wanted.toLowerCase(),
    );
    if (!transition) throw new Undelivered(refused(noTransition(ticket, wanted, transitions)));
    await send('POST', path, { transition: { id: transition.id } });
  };
  return {
    async find(matter) {
      const jql = `project = "${config.project}" AND labels = "${matter}" ORDER BY created DESC`;
      const query = new URLSearchParams({ jql, fields: 'status,priority', maxResults: '1' });
      const [newest] = readJson(await get(`/search/jql?${query}`), who, Found).issues;
      return newest ? toTicket(newest) : null;
    },
    async read(ref) {
      const path = `/issue/${encodeURIComponent(ref)}?fields=status,priority`;
      const answer = await readUnlessMissing(() => get(path));
      return answer && toTicket(readJson(answer, who, Issue));
    },
    async create({ matter, severity, message }) {
      const priority = priorities[severity];
      const answer = await send('POST', '/issue', {
        fields: {
          project: { key: config.project },
          issuetype: { name: config.issue_type ?? 'Task' },
          summary: clip(message.headline, mostSummary),
          description: document(message),
          labels: ['platen', matter, ...(config.labels ?? [])],
          ...(priority === undefined ? {} : { priority: { name: priority } }),
        },
      });
      const { key } = readJson(answer, who, Created);
      return { ref: key, url: below(config.url, `/browse/${key}`), state: 'open', severity };
    },
    async mentions({ ref }, words) {
      const { text } = await get(`/issue/${ref}?fields=description`);
      if (text.includes(words)) return true;
      return (await get(`/issue/${ref}/comment?orderBy=-created&maxResults=5`)).text.includes(words);
    },
    async comment({ ref }, message) {
      await send('POST', `/issue/${ref}/comment`, { body: document(message) });
    },
    async raise({ ref }, severity) {
      const priority = priorities[severity];
      if (priority !== undefined)
        await send('PUT', `/issue/${ref}`, { fields: { priority: { name: priority } } });
    },
    resolve: (ticket) => move(ticket, config.resolve_transition, true),
    reopen: (ticket) => move(ticket, config.reopen_transition, false),
  };
}

/** Null where priorities are not ours to set. */
function severityOf(
  priorities: NonNullable<JiraConfig['priorities']>,
  name: string | undefined,
): AlertSeverity | null {
  const ours = Object.entries(priorities) as [AlertSeverity, string][];
  return ours.find(([, theirs]) => theirs === name)?.[0] ?? null;
}

function noTransition(
  { ref }: DeskTicket,
  wanted: string | undefined,
  transitions: readonly { readonly name: string }[],
): string {
  const names = transitions.map(({ name }) => `"${name}"`).join(', ') || 'none';
  const what = wanted === undefined ? 'no transition that would do' : `no transition "${wanted}"`;
  return `Jira offers ${what} for ${ref} in its present status; it offers ${names}. Set another one in the channel.`;
}

/** Atlassian Document Format, in which text is never markup, and never empty. */
function document(message: Message) {
  const paragraphs = writeText(message, mostTicketUnits)
    .split(/\n{2,}/)
    .slice(0, -1);
  return {
    type: 'doc',
    version: 1,
    content: [
      ...paragraphs.map((text) => ({ type: 'paragraph', content: linesOf(text) })),
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: whyWords, marks: [{ type: 'link', attrs: { href: message.url } }] },
          { type: 'hardBreak' },
          { type: 'text', text: `Reference: ${message.reference}` },
        ],
      },
    ],
  };
}

function linesOf(text: string) {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.flatMap((line, index) => [
    ...(index === 0 ? [] : [{ type: 'hardBreak' }]),
    { type: 'text', text: line },
  ]);
}
