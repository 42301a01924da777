import { createHmac } from 'node:crypto';
import { channelConfigs, type WebhookConfig } from '@platen/contract';
import { formatInstant } from '../../kit/instant.ts';
import type { ChannelKind, Dispatch, Outcome, OutgoingRequest } from '../channel.ts';
import type { AlertTold, Notice } from '../notice.ts';
import { delivered, outcomeOf, refused, retry, Undelivered, wordsOf } from './ask.ts';
import { clip, inBytes, legible } from './message.ts';

/** Standard Webhooks: https://www.standardwebhooks.com */
export const webhook: ChannelKind<WebhookConfig> = {
  kind: 'webhook',
  config: channelConfigs.webhook,
  keepsTicket: false,
  send: (dispatch, notice) => postSigned(dispatch, notice.id, writeBody(notice)),
};

/** Posts a body by the standard, signed with every secret; `id` is the same however often it is sent. */
export function postSigned(dispatch: Dispatch<WebhookConfig>, id: string, body: string): Promise<Outcome> {
  return outcomeOf(async () => {
    const timestamp = String(Math.floor(dispatch.clock.now() / 1000));
    const signed = dispatch.config.secrets.map((secret) => sign(secret, `${id}.${timestamp}.${body}`));
    const request: OutgoingRequest = {
      method: 'POST',
      url: dispatch.config.url,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signed.join(' '),
      },
      body,
    };
    const answer = await dispatch.request(request);
    if (answer.kind === 'failed') throw new Undelivered(retry(`The receiver ${answer.reason}.`));
    const { status, retryAfterMs } = answer;
    if (status >= 200 && status <= 299) return delivered(answer);
    const reason = `The receiver ${wordsOf(answer, dispatch.config, request)}`;
    // All but this may pass, the standard says.
    return status === 410 ? refused(reason, status, true) : retry(reason, status, retryAfterMs);
  });
}

function sign(secret: string, text: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}

const mostBytes = 20_000;
const mostFacts = 20;

/** As many of the alerts as fit. */
function writeBody(told: Notice): string {
  const notice = legible(told);
  let body = JSON.stringify(event(notice, []));
  const shown: AlertData[] = [];
  for (const alert of notice.alerts) {
    shown.push(alertData(alert));
    const larger = JSON.stringify(event(notice, shown));
    if (inBytes(larger) >= mostBytes) break;
    body = larger;
  }
  return body;
}

function event(notice: Notice, alerts: readonly AlertData[]) {
  return {
    type: `alert.${notice.kind}`,
    timestamp: formatInstant(notice.at),
    data: {
      id: notice.id,
      conversation_id: notice.conversation,
      sequence: notice.sequence,
      organization: { id: notice.organization.id, name: clip(notice.organization.name, 200) },
      severity: notice.severity,
      state: notice.state,
      title: clip(notice.title, 200),
      sentence: clip(notice.sentence, 1_000),
      alerts,
      alerts_left_out: notice.alerts.length - alerts.length,
      url: notice.url,
    },
  };
}

type AlertData = ReturnType<typeof alertData>;

function alertData(alert: AlertTold) {
  return {
    id: alert.id,
    rule: { id: alert.rule.id, name: clip(alert.rule.name, 200) },
    state: alert.state,
    severity: alert.severity,
    title: clip(alert.title, 200),
    sentence: clip(alert.sentence, 1_000),
    since: alert.since,
    resolved_at: alert.resolvedAt,
    facts: alert.facts
      .slice(0, mostFacts)
      .map(({ name, value }) => ({ name: clip(name, 100), value: clip(value, 200) })),
    url: alert.url,
  };
}
