import { type AlertSeverity, channelConfigs, type ServiceNowConfig } from '@platen/contract';
import { type Static, Type } from 'typebox';
import type { ChannelKind, Dispatch } from '../channel.ts';
import { asJson, ask, basic, below, readJson } from './ask.ts';
import { type Desk, type DeskTicket, keepTicket, mostTicketUnits } from './keep-ticket.ts';
import { clip, type Message, writeText } from './message.ts';
import { readUnlessMissing } from './read-unless-missing.ts';

/** The Table API of ServiceNow, on the table `incident`. */
export const servicenow: ChannelKind<ServiceNowConfig> = {
  kind: 'servicenow',
  config: channelConfigs.servicenow,
  keepsTicket: true,
  send: (dispatch, notice) => keepTicket(openDesk(dispatch), dispatch, notice),
};

const who = 'ServiceNow';
const mostShortDescription = 160;
const inProgress = '2';
const resolved = '6';
const [closed, cancelled] = ['7', '8'];
/** The instance makes a priority of the two. */
const urgencies: Readonly<Record<AlertSeverity, { readonly impact: string; readonly urgency: string }>> = {
  critical: { impact: '1', urgency: '1' },
  error: { impact: '2', urgency: '1' },
  warning: { impact: '2', urgency: '2' },
  info: { impact: '3', urgency: '3' },
};

const IncidentRecord = Type.Object({
  sys_id: Type.String(),
  state: Type.String(),
  impact: Type.String(),
  urgency: Type.String(),
});
const One = Type.Object({ result: IncidentRecord });
const Many = Type.Object({ result: Type.Array(IncidentRecord) });
const fields = 'sysparm_fields=sys_id,state,impact,urgency';

function openDesk(dispatch: Dispatch<ServiceNowConfig>): Desk {
  const {
    url,
    username,
    password,
    caller_id,
    assignment_group,
    close_code = 'Solution provided',
  } = dispatch.config;
  const headers = basic(username, password);
  const table = below(url, '/api/now/table/incident');
  const get = (query: string) => ask(dispatch, who, { method: 'GET', url: `${table}${query}`, headers });
  const update = ({ ref }: DeskTicket, values: object) =>
    ask(dispatch, who, asJson('PATCH', `${table}/${ref}?${fields}`, values, headers));
  const toTicket = ({ sys_id, state, ...rest }: Static<typeof IncidentRecord>): DeskTicket => ({
    ref: sys_id,
    url: below(url, `/nav_to.do?uri=incident.do?sys_id=${sys_id}`),
    state: state === resolved ? 'closed' : state === closed || state === cancelled ? 'archived' : 'open',
    severity: severityOf(rest),
  });
  return {
    async find(matter) {
      const query = `correlation_id=${matter}^ORDERBYDESCsys_created_on`;
      const answer = await get(`?sysparm_query=${encodeURIComponent(query)}&sysparm_limit=1&${fields}`);
      const [newest] = readJson(answer, who, Many).result;
      return newest ? toTicket(newest) : null;
    },
    async read(ref) {
      const answer = await readUnlessMissing(() => get(`/${encodeURIComponent(ref)}?${fields}`));
      return answer && toTicket(readJson(answer, who, One).result);
    },
    async create({ matter, severity, message }) {
      const record = {
        short_description: clip(message.headline, mostShortDescription),
        description: textOf(message),
        correlation_id: matter,
        correlation_display: 'Platen',
        ...urgencies[severity],
        ...(caller_id === undefined ? {} : { caller_id }),
        ...(assignment_group === undefined ? {} : { assignment_group }),
      };
      const answer = await ask(dispatch, who, asJson('POST', `${table}?${fields}`, record, headers));
      return toTicket(readJson(answer, who, One).result);
    },
    async mentions({ ref }, words) {
      // Only as it is displayed does a journal hold what was added before, the latest first.
      const query = 'sysparm_display_value=true&sysparm_fields=description,work_notes';
      return (await get(`/${ref}?${query}`)).text.includes(words);
    },
    async comment(ticket, message) {
      await update(ticket, { work_notes: textOf(message) });
    },
    async raise(ticket, severity) {
      await update(ticket, urgencies[severity]);
    },
    async resolve(ticket, message) {
      await update(ticket, { state: resolved, close_code, close_notes: textOf(message) });
    },
    async reopen(ticket) {
      await update(ticket, { state: inProgress });
    },
  };
}

/** What stands between `[code]` and `[/code]` would be taken for HTML. */
function textOf(message: Message): string {
  return writeText(message, mostTicketUnits - 400).replaceAll(/\[(\/?code)\]/gi, '[ $1 ]');
}

function severityOf({
  impact,
  urgency,
}: {
  readonly impact: string;
  readonly urgency: string;
}): AlertSeverity {
  const sum = Number(impact) + Number(urgency);
  if (sum <= 2) return 'critical';
  if (sum === 3) return 'error';
  return sum === 4 ? 'warning' : 'info';
}
