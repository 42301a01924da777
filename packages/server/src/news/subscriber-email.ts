import { channelConfigs, type EmailConfig } from '@platen/contract';
import { type ChannelKind, clip, refused, retry } from '../alerts/index.ts';
import { type Html, html } from '../kit/html.ts';
import { invitationMessage, type NewsMessage, newsMessage } from './news-message.ts';
import type { ToSubscriber } from './to-subscriber.ts';

const mostSubject = 200;
const mostUnits = 50_000;

export const subscriberEmail: ChannelKind<EmailConfig, ToSubscriber> = {
  kind: 'subscriber_email',
  config: channelConfigs.email,
  keepsTicket: false,
  async send({ config, mail }, notice) {
    const message = notice.kind === 'news' ? newsMessage(notice) : invitationMessage(notice);
    const host = URL.parse(notice.url)?.hostname.replaceAll(/[[\]:]/g, '') || 'platen';
    const answer = await mail({
      to: config.to,
      subject: clip(message.matter, mostSubject),
      text: writeText(message, notice.unsubscribeUrl),
      html: writeHtml(message, notice.unsubscribeUrl),
      messageId: `${notice.id}@${host}`,
      // A mail that never was is the root: whoever subscribes while it goes on has one chain of it, too.
      references: notice.kind === 'news' ? [`${notice.news.subject.id}.${notice.region.id}@${host}`] : [],
      headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(notice.unsubscribeUrl) },
    });
    if (answer.kind === 'sent') return { kind: 'delivered', status: null };
    return answer.temporary ? retry(answer.reason) : refused(answer.reason);
  },
};

/** RFC 2369, and RFC 8058 where the link is as that wants it. */
function unsubscribeHeaders(url: string): Record<string, string> {
  const oneClick = url.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {};
  return { 'List-Unsubscribe': `<${url}>`, ...oneClick };
}

function writeText({ paragraphs, link, end }: NewsMessage, unsubscribeUrl: string): string {
  const words = clip(paragraphs.join('\n\n'), mostUnits);
  return `${words}\n\n${link.words}: ${link.url}\n\n-- \n${end}\nUnsubscribe: ${unsubscribeUrl}\n`;
}

function writeHtml({ paragraphs, link, end }: NewsMessage, unsubscribeUrl: string): string {
  const words = clip(paragraphs.join('\n\n'), mostUnits).split('\n\n');
  const body = html`${words.map((text) => html`<p>${text.split('\n').map(line)}</p>`)}
<p><a href="${link.url}">${link.words}</a></p>
<hr><p><small>${end}<br><a href="${unsubscribeUrl}">Unsubscribe</a></small></p>`;
  return `<!doctype html><html lang="en"><body>${body.text}</body></html>`;
}

function line(text: string, index: number): Html {
  return index === 0 ? html`${text}` : html`<br>${text}`;
}
