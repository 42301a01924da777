import { type AlertSeverity, channelConfigs, type ZendeskConfig } from '@platen/contract';
import { type Static, Type } from 'typebox';
import type { ChannelKind, Dispatch } from '../channel.ts';
import { asJson, ask, basic, below, readJson } from './ask.ts';
import { type Desk, type DeskTicket, keepTicket, mostTicketUnits } from './keep-ticket.ts';
import { clip, type Message, writeHtml } from './message.ts';
import { readUnlessMissing } from './read-unless-missing.ts';

/** https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ */
export const zendesk: ChannelKind<ZendeskConfig> = {
  kind: 'zendesk',
  config: channelConfigs.zendesk,
  keepsTicket: true,
  send: (dispatch, notice) => keepTicket(openDesk(dispatch), dispatch, notice),
};

const who = 'Zendesk';
const mostSubject = 150;

const ZendeskTicket = Type.Object({
  id: Type.Integer(),
  status: Type.String(),
  priority: Type.Union([Type.String(), Type.Null()]),
});
const One = Type.Object({ ticket: ZendeskTicket });
const Many = Type.Object({ tickets: Type.Array(ZendeskTicket) });

const priorities = { critical: 'urgent', error: 'high', warning: 'normal', info: 'low' } as const;

function openDesk(dispatch: Dispatch<ZendeskConfig>): Desk {
  const { url, email, api_token, tags = [] } = dispatch.config;
  const headers = basic(`${email}/token`, api_token);
  const at = (path: string) => below(url, `/api/v2${path}`);
  const get = (path: string) => ask(dispatch, who, { method: 'GET', url: at(path), headers });
  const update = (ticket: DeskTicket, fields: object) =>
    ask(dispatch, who, asJson('PUT', at(`/tickets/${ticket.ref}`), { ticket: fields }, headers));
  const toTicket = ({ id, status, priority }: Static<typeof ZendeskTicket>): DeskTicket => ({
    ref: String(id),
    url: below(url, `/agent/tickets/${id}`),
    state: status === 'solved' ? 'closed' : status === 'closed' ? 'archived' : 'open',
    severity: severityOf(priority),
  });
  return {
    async find(matter) {
      const { tickets } = readJson(await get(`/tickets?external_id=${matter}`), who, Many);
      const newest = tickets.toSorted((a, b) => b.id - a.id)[0];
      return newest ? toTicket(newest) : null;
    },
    async read(ref) {
      const answer = await readUnlessMissing(() => get(`/tickets/${encodeURIComponent(ref)}`));
      return answer && toTicket(readJson(answer, who, One).ticket);
    },
    async create({ matter, severity, message }) {
      const ticket = {
        subject: clip(message.headline, mostSubject),
        comment: comment(message),
        external_id: matter,
        type: 'incident',
        priority: priorities[severity],
        tags: ['platen', ...tags],
      };
      // Zendesk itself answers the same to the same key for two hours.
      const keyed = { ...headers, 'idempotency-key': message.reference };
      const answer = await ask(dispatch, who, asJson('POST', at('/tickets'), { ticket }, keyed));
      return toTicket(readJson(answer, who, One).ticket);
    },
    async mentions(ticket, words) {
      return (await get(`/tickets/${ticket.ref}/comments?sort=-created_at&page[size]=5`)).text.includes(
        words,
      );
    },
    async comment(ticket, message) {
      await update(ticket, { comment: comment(message) });
    },
    async raise(ticket, severity) {
      await update(ticket, { priority: priorities[severity] });
    },
    async resolve(ticket) {
      // A ticket that is nobody's cannot be solved.
      await update(ticket, { status: 'solved', assignee_email: email });
    },
    async reopen(ticket) {
      await update(ticket, { status: 'open' });
    },
  };
}

function comment(message: Message) {
  return { html_body: writeHtml(message, mostTicketUnits), public: false };
}

/** People may set one that we do not, or none. */
function severityOf(priority: string | null): AlertSeverity {
  const severities = Object.keys(priorities) as AlertSeverity[];
  return severities.find((severity) => priorities[severity] === priority) ?? 'info';
}
