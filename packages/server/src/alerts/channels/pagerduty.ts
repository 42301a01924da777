import { channelConfigs, type PagerDutyConfig } from '@platen/contract';
import { formatInstant } from '../../kit/instant.ts';
import type { ChannelKind, Dispatch } from '../channel.ts';
import type { Notice } from '../notice.ts';
import { asJson, ask, below, delivered, outcomeOf } from './ask.ts';
import { clip, type Message, matterText, whyWords, writeMessage } from './message.ts';

/** https://developer.pagerduty.com/docs/events-api-v2: one incident for a conversation, by its `dedup_key`. */
export const pagerduty: ChannelKind<PagerDutyConfig> = {
  kind: 'pagerduty',
  config: channelConfigs.pagerduty,
  keepsTicket: false,
  send: (dispatch, notice) =>
    outcomeOf(async () => {
      if (notice.kind !== 'test') return delivered(await enqueue(dispatch, notice, actionOf(notice)));
      // Nobody is to be got out of bed by it for longer than it takes.
      await enqueue(dispatch, notice, 'trigger');
      return delivered(await enqueue(dispatch, notice, 'resolve'));
    }),
};

const actions = { firing: 'trigger', acknowledged: 'acknowledge', resolved: 'resolve' } as const;

function actionOf({ state }: Notice) {
  return actions[state];
}

function enqueue(
  dispatch: Dispatch<PagerDutyConfig>,
  notice: Notice,
  action: (typeof actions)[keyof typeof actions],
) {
  const { routing_key, url = channelConfigs.pagerduty.properties.url.default } = dispatch.config;
  return ask(
    dispatch,
    'PagerDuty',
    asJson('POST', below(url, '/v2/enqueue'), {
      routing_key,
      event_action: action,
      dedup_key: notice.kind === 'test' ? notice.id : notice.conversation,
      ...(action === 'trigger' ? { payload: payloadOf(notice, writeMessage(notice)) } : {}),
      ...(action === 'trigger'
        ? { client: 'Platen', client_url: notice.url, links: [{ href: notice.url, text: whyWords }] }
        : {}),
    }),
  );
}

function payloadOf(notice: Notice, message: Message) {
  return {
    summary: clip(message.headline, 1_024),
    source: `platen/${notice.organization.id}`,
    severity: notice.kind === 'test' ? 'info' : notice.severity,
    timestamp: formatInstant(notice.at),
    group: notice.organization.id,
    custom_details: {
      sentence: clip(message.sentence, 4_000),
      ...(message.advice === null ? {} : { what_to_do: message.advice }),
      ...Object.fromEntries(message.particulars.map(({ name, value }) => [name, value])),
      alerts: message.matters.map((matter) => clip(matterText(matter), 4_000)),
      reference: message.reference,
    },
  };
}
