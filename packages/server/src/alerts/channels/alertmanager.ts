import { type AlertmanagerConfig, channelConfigs } from '@platen/contract';
import { dayMs, formatInstant } from '../../kit/instant.ts';
import type { ChannelKind, Ticket } from '../channel.ts';
import type { Notice } from '../notice.ts';
import { type AlertmanagerAlert, alertmanagerAlerts } from './alertmanager-alert.ts';
import { asJson, ask, basic, bearer, below, outcomeOf } from './ask.ts';

/** Pushes to an Alertmanager: https://github.com/prometheus/alertmanager, `/api/v2/alerts`. */
export const alertmanager: ChannelKind<AlertmanagerConfig> = {
  kind: 'alertmanager',
  config: channelConfigs.alertmanager,
  keepsTicket: false,
  send: (dispatch, notice) =>
    outcomeOf(async () => {
      const { url, username, password = '', token } = dispatch.config;
      const alerts = alertmanagerAlerts(notice);
      const pushed = [...alerts, ...outdated(dispatch.ticket, alerts, notice)].map((alert) =>
        posted(alert, notice),
      );
      const headers = username === undefined ? bearer(token) : basic(username, password);
      const request = asJson('POST', below(url, '/api/v2/alerts'), pushed, headers);
      const { status } = await ask(dispatch, 'Alertmanager', request);
      if (notice.kind === 'test') return { kind: 'delivered', status };
      const ticket: Ticket = {
        ref: alerts.map(({ labels }) => `${labels.alert_id}=${labels.severity}`).join(' '),
        url: null,
        state: notice.state === 'resolved' ? 'closed' : 'open',
      };
      return { kind: 'delivered', status, ticket };
    }),
};

/** Long after the next notice, which comes every few hours: an end that is not known ends it in five minutes. */
const firesForMs = 7 * dayMs;

function posted({ status: _, endsAt, ...alert }: AlertmanagerAlert, notice: Notice) {
  return { ...alert, endsAt: endsAt ?? formatInstant(notice.at + firesForMs) };
}

/** With another severity it is another alert there; the one that was pushed before is to end. */
function outdated(
  known: Ticket | null,
  alerts: readonly AlertmanagerAlert[],
  notice: Notice,
): AlertmanagerAlert[] {
  const before = new Map((known?.ref ?? '').split(' ').map((pair) => pair.split('=') as [string, string]));
  return alerts.flatMap((alert) => {
    const severity = before.get(alert.labels.alert_id);
    if (severity === undefined || severity === alert.labels.severity) return [];
    return [{ ...alert, labels: { ...alert.labels, severity }, endsAt: formatInstant(notice.at) }];
  });
}
