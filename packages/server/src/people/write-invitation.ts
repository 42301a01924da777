import { html } from '../kit/html.ts';
import type { Mail } from './mail.ts';
import type { Invitation } from './store.ts';

export function writeInvitation({ id, email, role }: Invitation, orgName: string, link: string): Mail {
  const name = orgName.replaceAll(/\s+/g, ' ');
  const article = role === 'viewer' ? 'a' : 'an';
  const first =
    role === 'operator'
      ? 'You are invited to run this deployment of Platen, and all organizations of it.'
      : `You are invited to watch the print environment of ${name} in Platen, as ${article} ${role}.`;
  const last = 'The link works once, for seven days. If you do not know what this is about, do nothing.';
  return {
    id,
    to: [email],
    subject: `Invitation to ${name}`,
    text: `${first}\n\n${link}\n\n${last}\n`,
    html: html`<p>${first}</p><p><a href="${link}">Accept the invitation</a></p><p>${last}</p>`.text,
  };
}
