import { channelConfigs, type EmailConfig } from '@platen/contract';
import type { ChannelKind } from '../channel.ts';
import type { Notice } from '../notice.ts';
import { refused, retry } from './ask.ts';
import { writeMailPage } from './email-page.ts';
import { clip, oneLine, writeMessage, writeText } from './message.ts';

const mostSubject = 200;
const mostUnits = 50_000;
const mostReferences = 20;

export const email: ChannelKind<EmailConfig> = {
  kind: 'email',
  config: channelConfigs.email,
  keepsTicket: false,
  async send({ config, mail }, notice) {
    const message = writeMessage(notice);
    const answer = await mail({
      to: config.to,
      subject: clip(`${message.headline} · ${oneLine(notice.organization.name)}`, mostSubject),
      text: writeText(message, mostUnits),
      html: writeMailPage(message, notice),
      messageId: messageId(notice, notice.sequence),
      references: earlier(notice),
      // So that nobody's holiday answers an alert (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
    if (answer.kind === 'sent') return { kind: 'delivered', status: null };
    return answer.temporary ? retry(answer.reason) : refused(answer.reason);
  },
};

/** The same whenever it is sent again, and to be told of the conversation alone. */
function messageId(notice: Notice, sequence: number): string {
  const host = URL.parse(notice.url)?.hostname.replaceAll(/[[\]:]/g, '') || 'platen';
  const matter = notice.kind === 'test' ? notice.id : notice.conversation;
  return `${matter}.${sequence}@${host}`;
}

/** The first and the latest: enough for any reader to find the chain. */
function earlier(notice: Notice): string[] {
  const sequences = Array.from({ length: notice.sequence - 1 }, (_, index) => index + 1);
  const told = sequences.length > mostReferences ? [1, ...sequences.slice(1 - mostReferences)] : sequences;
  return notice.kind === 'test' ? [] : told.map((sequence) => messageId(notice, sequence));
}
