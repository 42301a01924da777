import { createHash } from 'node:crypto';
import { type AlertmanagerWebhookConfig, channelConfigs } from '@platen/contract';
import type { ChannelKind } from '../channel.ts';
import type { Notice } from '../notice.ts';
import { type AlertmanagerAlert, alertmanagerAlerts } from './alertmanager-alert.ts';
import { asJson, ask, bearer, delivered, outcomeOf } from './ask.ts';

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config, version 4. */
export const alertmanagerWebhook: ChannelKind<AlertmanagerWebhookConfig> = {
  kind: 'alertmanager_webhook',
  config: channelConfigs.alertmanager_webhook,
  keepsTicket: false,
  send: (dispatch, notice) =>
    outcomeOf(async () => {
      const { url, token } = dispatch.config;
      const request = asJson('POST', url, writeBody(notice), bearer(token));
      return delivered(await ask(dispatch, 'The receiver', request));
    }),
};

/** Alertmanager's word for an end that is not known. */
const never = '0001-01-01T00:00:00Z';
const mostAlerts = 100;

function writeBody(notice: Notice) {
  const alerts = alertmanagerAlerts(notice);
  const groupLabels = { org_id: notice.organization.id };
  return {
    version: '4',
    groupKey: `{}:{conversation="${notice.kind === 'test' ? notice.id : notice.conversation}"}`,
    truncatedAlerts: Math.max(0, alerts.length - mostAlerts),
    status: notice.state === 'resolved' ? 'resolved' : 'firing',
    receiver: 'platen',
    groupLabels,
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: new URL(notice.url).origin,
    alerts: alerts.slice(0, mostAlerts).map((alert) => ({
      ...alert,
      endsAt: alert.endsAt ?? never,
      fingerprint: fingerprint(alert),
    })),
  };
}

function common(maps: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const [first = {}, ...rest] = maps;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => rest.every((map) => map[name] === value)),
  );
}

/** Of the labels, as 16 hexadecimal digits. */
function fingerprint({ labels }: AlertmanagerAlert): string {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}
