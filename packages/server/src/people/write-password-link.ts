import { html } from '../kit/html.ts';
import type { Mail } from './mail.ts';
import type { Person } from './person.ts';

/** `id`: of the mail. */
export function writePasswordLink({ name, email }: Person, link: string, id: string): Mail {
  const first = `${name}, somebody asked for a new password for you in Platen. If it was you, set one here:`;
  const last =
    'The link works once, for an hour, and logs you out everywhere. If it was not you, do nothing: your password stays as it is.';
  return {
    id,
    to: [email],
    subject: 'Your new password',
    text: `${first}\n\n${link}\n\n${last}\n`,
    html: html`<p>${first}</p><p><a href="${link}">Set a new password</a></p><p>${last}</p>`.text,
  };
}
