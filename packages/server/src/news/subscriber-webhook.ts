import { channelConfigs, type WebhookConfig } from '@platen/contract';
import { type ChannelKind, clip, inBytes, lines, oneLine, postSigned } from '../alerts/index.ts';
import { formatInstant } from '../kit/instant.ts';
import type { NewsSubject } from '../status/index.ts';
import type { Invitation, Told, ToSubscriber } from './to-subscriber.ts';

const mostBody = 6_000;
const mostName = 200;
const mostComponents = 20;

export const subscriberWebhook: ChannelKind<WebhookConfig, ToSubscriber> = {
  kind: 'subscriber_webhook',
  config: channelConfigs.webhook,
  keepsTicket: false,
  send: (dispatch, notice) => {
    const event = notice.kind === 'news' ? newsEvent(notice) : invitationEvent(notice);
    return postSigned(dispatch, notice.id, JSON.stringify(event));
  },
};

function invitationEvent({ at, region, url, unsubscribeUrl, confirmUntil }: Invitation) {
  return {
    type: 'subscription.confirm',
    timestamp: formatInstant(at),
    data: {
      region: { id: region.id, name: line(region.name), url },
      confirm_until: formatInstant(confirmUntil),
      unsubscribe_url: unsubscribeUrl,
    },
  };
}

function newsEvent({ at, region, news, url, unsubscribeUrl }: Told) {
  const { subject, id, status, body, components } = news;
  return {
    type: `${subject.kind}.${status}`,
    timestamp: formatInstant(at),
    data: {
      region: { id: region.id, name: line(region.name) },
      [subject.kind]: { id: subject.id, name: line(subject.name), url, ...particulars(subject) },
      update: {
        id,
        number: news.number,
        at: formatInstant(news.at),
        status,
        body: clip(lines(body), mostBody, inBytes),
      },
      components: components.slice(0, mostComponents).map(({ id, name }) => ({ id, name: line(name) })),
      components_left_out: Math.max(0, components.length - mostComponents),
      unsubscribe_url: unsubscribeUrl,
    },
  };
}

function particulars(subject: NewsSubject) {
  return subject.kind === 'maintenance'
    ? { starts_at: formatInstant(subject.startsAt), ends_at: formatInstant(subject.endsAt) }
    : { impact: subject.impact };
}

function line(text: string): string {
  return clip(oneLine(text), mostName, inBytes);
}
