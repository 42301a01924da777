import { channelConfigs, type TeamsConfig } from '@platen/contract';
import type { ChannelKind } from '../channel.ts';
import { asJson, ask, delivered, outcomeOf } from './ask.ts';
import { clip, factLine, inBytes, type Message, whyWords, writeMessage } from './message.ts';

/**
 * A workflow of Microsoft Teams that is started by a request and posts the Adaptive Card in it. Text runs are not read
 * as Markdown, so nobody's words become markup.
 */
export const teams: ChannelKind<TeamsConfig> = {
  kind: 'teams',
  config: channelConfigs.teams,
  keepsTicket: false,
  send: (dispatch, notice) =>
    outcomeOf(async () => {
      const body = writeBody(writeMessage(notice));
      return delivered(await ask(dispatch, 'Teams', asJson('POST', dispatch.config.url, body)));
    }),
};

/** Teams drops a message of more than 28 KB. */
const mostBytes = 27_000;

/** As many of the matters as fit. */
function writeBody(message: Message) {
  for (let shown = message.matters.length; ; shown--) {
    const body = envelope(message, shown);
    if (shown === 0 || inBytes(JSON.stringify(body)) <= mostBytes) return body;
  }
}

function envelope(message: Message, shown: number) {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            text(clip(message.headline, 300), { weight: 'Bolder', size: 'Large' }),
            text(clip(message.sentence, 2_000)),
            ...(message.advice === null ? [] : [text(message.advice)]),
            ...message.particulars.map((fact) => text(factLine(fact), { isSubtle: true })),
            ...message.matters
              .slice(0, shown)
              .flatMap(({ words, facts }) => [
                ...words.map((said) => text(clip(said, 1_000), { weight: 'Bolder' })),
                ...facts.slice(0, 20).map((fact) => text(clip(factLine(fact), 300), { isSubtle: true })),
              ]),
            text(message.reference, { isSubtle: true, size: 'Small' }),
          ],
          actions: [{ type: 'Action.OpenUrl', title: whyWords, url: message.url }],
        },
      },
    ],
  };
}

function text(words: string, look: Readonly<Record<string, unknown>> = {}) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: words, ...look }] };
}
