import { smtpServer } from '../../packages/server/src/net/smtp.fixture.ts';
import { type FakeDesk, FakeService } from '../support/services/fake-service.ts';
import { fakeSlack } from '../support/services/messengers.ts';
import { fakeZendesk } from '../support/services/zendesk.ts';

/** Where the pages of alerts send to: a helpdesk, a chat, a program and a mail server on this machine. */
export interface Receivers extends AsyncDisposable {
  readonly desk: FakeDesk;
  /** The subjects of what was mailed, the oldest first. */
  mailed(): readonly string[];
  mailText(index: number): string;
  readonly chatted: () => readonly string[];
  readonly smtpUrl: string;
  /** What a page calls them. */
  readonly variables: Readonly<Record<string, string>>;
}

export async function startReceivers(): Promise<Receivers> {
  await using starting = new AsyncDisposableStack();
  const desk = starting.use(await fakeZendesk());
  const chat = starting.use(await fakeSlack());
  const hook = starting.use(await FakeService.start(() => ({ status: 200 })));
  const post = starting.use(await smtpServer());
  const started = starting.move();
  return {
    desk,
    mailed: () => post.mails.map(({ subject }) => subject ?? ''),
    mailText: (index) => post.mails[index]?.text ?? '',
    chatted: chat.told,
    smtpUrl: post.url,
    variables: {
      DESK_URL: String(desk.config.url),
      DESK_EMAIL: String(desk.config.email),
      DESK_TOKEN: String(desk.config.api_token),
      CHAT_URL: String(chat.config.url),
      HOOK_URL: hook.url,
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
