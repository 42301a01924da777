import { describe, expect, it } from 'vitest';
import { smtpError, smtpServer } from '../../net/smtp.fixture.ts';
import { aChannel, aNotice, hostile, over, trial, worse } from './notices.fixture.ts';

const to = ['helpdesk@school.example', 'procurement@school.example'];

describe('a mail of an alert', () => {
  it('reaches every recipient as one chain from the first to the last', async () => {
    await using server = await smtpServer();
    const channel = aChannel('email', { to }, { smtpUrl: server.url });
    for (const notice of [aNotice(), worse, over]) {
      expect(await channel.send(notice)).toEqual({ kind: 'delivered', status: null });
    }
    const [first, second, third] = server.mails;
    const id = (sequence: number) => `<cnv_01kay3gq6xj4f8h2t0v9w7c5nd.${sequence}@platen.example>`;
    expect(first).toMatchObject({
      recipients: to,
      subject: 'Partial Outage in eu · Lindenhof Clinic',
      messageId: id(1),
    });
    expect(first?.inReplyTo).toBeUndefined();
    expect(second).toMatchObject({ messageId: id(2), inReplyTo: id(1), references: id(1) });
    expect(third).toMatchObject({
      subject: 'Resolved: Major Outage in eu · Lindenhof Clinic',
      messageId: id(3),
      inReplyTo: id(2),
      references: [id(1), id(2)],
    });
    expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('tells the same as text and as HTML', async () => {
    await using server = await smtpServer();
    await aChannel('email', { to }, { smtpUrl: server.url }).send(aNotice());
    const [mail] = server.mails;
    for (const words of [
      'The status of the region eu is Partial Outage.',
      'Tell the people concerned.',
      'Lindenhof Clinic (4725fffa)',
      'The service is down',
      'Major Outage since 09:28',
      '2026-11-24 09:29 UTC',
      aNotice().id,
    ]) {
      expect(mail?.text).toContain(words);
      expect(mail?.html).toContain(words);
    }
    expect(mail?.html).toMatch(/>Scan to cloud<\/th><td [^>]*>Major Outage since 09:28</);
    expect(mail?.text).toContain('Why did I get this? https://platen.example/evidence/alt_1');
    expect(mail?.html).toContain(
      '<a href="https://platen.example/evidence/alt_1" style="color:#0b5394">Why did I get this?</a>',
    );
  });

  it('keeps its chain short when it is long', async () => {
    await using server = await smtpServer();
    await aChannel('email', { to }, { smtpUrl: server.url }).send(aNotice({ sequence: 500 }));
    const references = server.mails[0]?.references ?? [];
    expect(references).toHaveLength(20);
    expect(references[0]).toContain('.1@');
    expect(references.at(-1)).toContain('.499@');
    expect(server.mails[0]?.inReplyTo).toBe(references.at(-1));
  });

  it('lets nobody add headers, recipients or markup by what it tells', async () => {
    await using server = await smtpServer();
    await aChannel('email', { to }, { smtpUrl: server.url }).send(
      aNotice({ title: hostile, sentence: hostile, organization: { id: '4725fffa', name: hostile } }),
    );
    const [mail] = server.mails;
    expect(mail?.recipients).toEqual(to);
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.subject?.length).toBeLessThanOrEqual(200);
    expect(mail?.html).toContain('&lt;script&gt;');
    expect(mail?.html).not.toContain('<script');
    expect(mail?.text).toContain('<script>');
  });

  it('says of a test that it is one, and begins a chain of its own', async () => {
    await using server = await smtpServer();
    await aChannel('email', { to }, { smtpUrl: server.url }).send({ ...trial, sequence: 3 });
    expect(server.mails[0]).toMatchObject({
      subject: '[Test] A test of Helpdesk · Lindenhof Clinic',
      messageId: `<${trial.id}.3@platen.example>`,
    });
    expect(server.mails[0]?.references).toBeUndefined();
  });

  it('is sent again when the server may take it later, and not when it says no', async () => {
    let code = 451;
    await using server = await smtpServer({ onRcptTo: (_, __, done) => done(smtpError(code, 'not now')) });
    const channel = aChannel('email', { to }, { smtpUrl: server.url });
    const reason = (answered: number) => `The mail server answered "${answered} not now".`;
    expect(await channel.send(aNotice())).toEqual({
      kind: 'retry',
      status: null,
      reason: reason(451),
      retryAfterMs: null,
    });
    code = 550;
    expect(await channel.send(aNotice())).toEqual({
      kind: 'refused',
      status: null,
      reason: reason(550),
      gone: false,
    });
  });
});
