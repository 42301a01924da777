import { type AlertSeverity, channelConfigs, type FreshdeskConfig } from '@platen/contract';
import { type Static, Type } from 'typebox';
import type { ChannelKind, Dispatch } from '../channel.ts';
import { asJson, ask, basic, below, readJson } from './ask.ts';
import { type Desk, type DeskTicket, keepTicket, mostTicketUnits } from './keep-ticket.ts';
import { clip, writeHtml } from './message.ts';
import { readUnlessMissing } from './read-unless-missing.ts';

/** https://developers.freshdesk.com/api/ */
export const freshdesk: ChannelKind<FreshdeskConfig> = {
  kind: 'freshdesk',
  config: channelConfigs.freshdesk,
  keepsTicket: true,
  send: (dispatch, notice) => keepTicket(openDesk(dispatch), dispatch, notice),
};

const who = 'Freshdesk';
const mostSubject = 255;
const open = 2;
const resolved = 4;
const closed = 5;
const priorities = { critical: 4, error: 3, warning: 2, info: 1 } as const;

const FreshdeskTicket = Type.Object({
  id: Type.Integer(),
  status: Type.Integer(),
  priority: Type.Integer(),
  tags: Type.Optional(Type.Array(Type.String())),
});
const Found = Type.Object({ results: Type.Array(FreshdeskTicket) });
const Listed = Type.Array(FreshdeskTicket);

/** Of the comments of a ticket, the oldest come first, and as many as fit into what is read of an answer. */
const commentsPerPage = 5;
const mostPages = 100;

function openDesk(dispatch: Dispatch<FreshdeskConfig>): Desk {
  const { url, api_key, email, tags = [] } = dispatch.config;
  const headers = basic(api_key, 'X');
  const at = (path: string) => below(url, `/api/v2${path}`);
  const get = (path: string) => ask(dispatch, who, { method: 'GET', url: at(path), headers });
  const update = (ticket: DeskTicket, fields: object) =>
    ask(dispatch, who, asJson('PUT', at(`/tickets/${ticket.ref}`), fields, headers));
  const toTicket = ({ id, status, priority }: Static<typeof FreshdeskTicket>): DeskTicket => ({
    ref: String(id),
    url: below(url, `/a/tickets/${id}`),
    state: status === resolved || status === closed ? 'closed' : 'open',
    severity: severityOf(priority),
  });
  return {
    async find(matter) {
      // The search lags behind for minutes; a list does not.
      const requester = encodeURIComponent(email);
      const latest = `/tickets?email=${requester}&order_by=created_at&order_type=desc&per_page=30`;
      const listed = readJson(await get(latest), who, Listed);
      const query = encodeURIComponent(`"tag:'${matter}'"`);
      const found = readJson(await get(`/search/tickets?query=${query}`), who, Found).results;
      const ours = [...listed.filter(({ tags: its }) => its?.includes(matter)), ...found];
      const newest = ours.toSorted((a, b) => b.id - a.id)[0];
      return newest ? toTicket(newest) : null;
    },
    async read(ref) {
      const answer = await readUnlessMissing(() => get(`/tickets/${encodeURIComponent(ref)}`));
      return answer && toTicket(readJson(answer, who, FreshdeskTicket));
    },
    async create({ matter, severity, message }) {
      const ticket = {
        subject: clip(message.headline, mostSubject),
        description: writeHtml(message, mostTicketUnits),
        email,
        priority: priorities[severity],
        status: open,
        tags: ['platen', matter, ...tags],
      };
      const answer = await ask(dispatch, who, asJson('POST', at('/tickets'), ticket, headers));
      return toTicket(readJson(answer, who, FreshdeskTicket));
    },
    async mentions(ticket, words) {
      if ((await get(`/tickets/${ticket.ref}`)).text.includes(words)) return true;
      for (let page = 1; page <= mostPages; page++) {
        const query = `per_page=${commentsPerPage}&page=${page}`;
        const { text } = await get(`/tickets/${ticket.ref}/conversations?${query}`);
        if (text.includes(words)) return true;
        if (text.trim() === '[]') return false;
      }
      return false;
    },
    async comment(ticket, message) {
      const note = { body: writeHtml(message, mostTicketUnits), private: true };
      await ask(dispatch, who, asJson('POST', at(`/tickets/${ticket.ref}/notes`), note, headers));
    },
    async raise(ticket, severity) {
      await update(ticket, { priority: priorities[severity] });
    },
    async resolve(ticket) {
      await update(ticket, { status: resolved });
    },
    async reopen(ticket) {
      await update(ticket, { status: open });
    },
  };
}

function severityOf(priority: number): AlertSeverity {
  const severities = Object.keys(priorities) as AlertSeverity[];
  return severities.find((severity) => priorities[severity] === priority) ?? 'info';
}
