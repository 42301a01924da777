import { channelConfigs, type SlackConfig } from '@platen/contract';
import type { ChannelKind } from '../channel.ts';
import { asJson, ask, delivered, outcomeOf } from './ask.ts';
import { clip, factLine, type Message, matterText, whyWords, writeMessage } from './message.ts';

/** https://api.slack.com/messaging/webhooks, with blocks whose texts are plain, so that nobody's words become markup. */
export const slack: ChannelKind<SlackConfig> = {
  kind: 'slack',
  config: channelConfigs.slack,
  keepsTicket: false,
  send: (dispatch, notice) =>
    outcomeOf(async () => {
      const body = writeBody(writeMessage(notice));
      return delivered(await ask(dispatch, 'Slack', asJson('POST', dispatch.config.url, body)));
    }),
};

const mostHeader = 150;
const mostSection = 3_000;
const mostField = 2_000;
/** Of 50 blocks, at most five are not for an alert. */
const mostMatters = 40;

function writeBody(message: Message) {
  return {
    // What notifications show.
    text: clip(escaped(message.headline), mostSection),
    blocks: [
      { type: 'header', text: plain(message.headline, mostHeader) },
      { type: 'section', text: plain(message.sentence, mostSection) },
      ...(message.advice === null ? [] : [{ type: 'section', text: plain(message.advice, mostSection) }]),
      { type: 'section', fields: message.particulars.map((fact) => plain(factLine(fact), mostField)) },
      ...message.matters.slice(0, mostMatters).map((matter) => ({
        type: 'section',
        text: plain(matterText(matter), mostSection),
      })),
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: `<${escaped(message.url)}|${whyWords}>` },
          plain(message.reference, mostSection),
        ],
      },
    ],
  };
}

/** No block may have an empty text. */
function plain(text: string, most: number) {
  return { type: 'plain_text', text: clip(text.trim() === '' ? '–' : text, most), emoji: false };
}

/** https://api.slack.com/reference/surfaces/formatting#escaping */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
