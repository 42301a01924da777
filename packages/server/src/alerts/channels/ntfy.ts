import { type AlertSeverity, channelConfigs, type NtfyConfig } from '@platen/contract';
import type { ChannelKind } from '../channel.ts';
import { asJson, ask, bearer, below, delivered, outcomeOf } from './ask.ts';
import { clip, inBytes, writeMessage, writeText } from './message.ts';

/** https://docs.ntfy.sh/publish/#publish-as-json, whose fields may hold what headers may not. */
export const ntfy: ChannelKind<NtfyConfig> = {
  kind: 'ntfy',
  config: channelConfigs.ntfy,
  keepsTicket: false,
  send: (dispatch, notice) =>
    outcomeOf(async () => {
      const { topic, token, url = channelConfigs.ntfy.properties.url.default } = dispatch.config;
      const message = writeMessage(notice);
      const body = {
        topic,
        title: clip(message.headline, 250, inBytes),
        message: writeText(message, mostBytes, inBytes),
        priority: notice.state === 'firing' && notice.kind !== 'test' ? priorities[notice.severity] : 3,
        tags: [notice.kind === 'test' ? 'test_tube' : tags[notice.state]],
        click: notice.url,
      };
      return delivered(await ask(dispatch, 'ntfy', asJson('POST', below(url, '/'), body, bearer(token))));
    }),
};

/** What is longer becomes an attachment, which nobody reads at night. */
const mostBytes = 4_000;

const priorities: Readonly<Record<AlertSeverity, number>> = { critical: 5, error: 4, warning: 3, info: 2 };
const tags = { firing: 'rotating_light', acknowledged: 'eyes', resolved: 'white_check_mark' } as const;
