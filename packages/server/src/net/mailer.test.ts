import { describe, expect, it } from 'vitest';
import { createMailer } from './mailer.ts';
import { smtpError, smtpServer } from './smtp.fixture.ts';

const from = 'Platen <platen@school.example>';
const mail = {
  to: ['ada@school.example', 'bob@school.example'],
  subject: 'Printing is down',
  text: 'It is.',
  html: '<p>It is.</p>',
  messageId: 'cnv_1.2@school.example',
  references: ['cnv_1.1@school.example'],
  headers: { 'Auto-Submitted': 'auto-generated' },
};

describe('a mail', () => {
  it('reaches all it is for, in both forms, and joins those before it', async () => {
    await using server = await smtpServer();
    expect(await createMailer({ smtpUrl: server.url, from })(mail)).toEqual({ kind: 'sent' });
    const [received] = server.mails;
    expect(received).toMatchObject({
      recipients: mail.to,
      subject: mail.subject,
      text: expect.stringContaining('It is.'),
      html: expect.stringContaining('<p>It is.</p>'),
      messageId: '<cnv_1.2@school.example>',
      inReplyTo: '<cnv_1.1@school.example>',
      references: '<cnv_1.1@school.example>',
      from: { text: '"Platen" <platen@school.example>' },
    });
    expect(received?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('has no more headers than it was given, whatever its subject is', async () => {
    await using server = await smtpServer();
    await createMailer({ smtpUrl: server.url, from })({
      ...mail,
      subject: 'Down\r\nBcc: eve@evil.example\r\n\r\nbody',
    });
    expect(server.mails[0]?.recipients).toEqual(mail.to);
    expect(server.mails[0]?.headers.has('bcc')).toBe(false);
    expect(server.mails[0]?.text?.trim()).toBe('It is.');
  });

  it('may go later when the server says so, and not when it says no', async () => {
    await using server = await smtpServer({
      onRcptTo({ address }, _, done) {
        const code = address.startsWith('later') ? 451 : 550;
        done(address.startsWith('ok') ? undefined : smtpError(code, 'not him'));
      },
    });
    const send = (...to: string[]) => createMailer({ smtpUrl: server.url, from })({ ...mail, to });
    expect(await send('later@school.example')).toEqual({
      kind: 'failed',
      reason: 'The mail server answered "451 not him".',
      temporary: true,
    });
    expect(await send('never@school.example')).toMatchObject({ kind: 'failed', temporary: false });
    expect(await send('ok@school.example', 'never@school.example')).toMatchObject({
      kind: 'failed',
      temporary: false,
    });
    expect(await send('ok@school.example')).toEqual({ kind: 'sent' });
  });

  it('may go later when the password is wrong, and does not tell it', async () => {
    await using server = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(smtpError(535, 'wrong')),
    });
    const url = server.url.replace('//', '//platen:s3cret@');
    const answer = await createMailer({ smtpUrl: url, from })(mail);
    expect(answer).toMatchObject({ kind: 'failed', temporary: true });
    expect(JSON.stringify(answer)).not.toContain('s3cret');
  });

  it('may go later when the server is away, does not answer or cannot be trusted', async () => {
    await using server = await smtpServer();
    await using silent = await smtpServer({ onConnect: () => undefined });
    await using selfSigned = await smtpServer({ disabledCommands: [] });
    await server[Symbol.asyncDispose]();
    for (const smtpUrl of [server.url, silent.url, selfSigned.url]) {
      expect(await createMailer({ smtpUrl, from, timeoutMs: 200 })(mail)).toMatchObject({
        kind: 'failed',
        reason: expect.stringMatching(/^The mail server could not be used \(E\w+\)\.$/),
        temporary: true,
      });
    }
    expect(selfSigned.mails).toEqual([]);
  });

  it('is not sent where no server was named', async () => {
    expect(await createMailer({ smtpUrl: null, from })(mail)).toEqual({
      kind: 'failed',
      reason: 'This server has no way to send mail: set PLATEN_SMTP_URL.',
      temporary: true,
    });
  });
});
