interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Without angle brackets. */
  readonly messageId: string;
  /** The message ids of those before it, the first first. */
  readonly references: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

type MailAnswer =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly reason: string; readonly temporary: boolean };

export type Mailer = (mail: Mail) => Promise<MailAnswer>;

export interface MailerOptions {
  /** `smtp://user:password@host:port` or `smtps://`; null where no mail can be sent. */
  readonly smtpUrl: string | null;
  /** An address, or `Name <address>`. */
  readonly from: string;
  readonly timeoutMs?: number;
}

/**
 * Sends mails by the server that the deployment names, which may well be in a private network. It never throws; reasons
 * tell what that server answered, not how we got in.
 */
export function createMailer({ smtpUrl, from, timeoutMs = 15_000 }: MailerOptions): Mailer {
  if (smtpUrl === null) {
    return async () => ({
      kind: 'failed',
      reason: 'This server has no way to send mail: set PLATEN_SMTP_URL.',
      temporary: true,
    });
  }
  let transport: ReturnType<typeof openTransport> | undefined;
  return async ({ to, references, messageId, headers, ...mail }) => {
    transport ??= openTransport(smtpUrl, from, timeoutMs);
    const last = references.at(-1);
    try {
      const { rejectedErrors = [] } = await (await transport).sendMail({
        ...mail,
        to: [...to],
        messageId: `<${messageId}>`,
        ...(last === undefined ? {} : { inReplyTo: `<${last}>` }),
        references: references.map((id) => `<${id}>`),
        headers: { ...headers },
      });
      const [rejected] = rejectedErrors;
      return rejected === undefined ? { kind: 'sent' } : failure(rejected);
    } catch (error) {
      return failure(error as Error);
    }
  };
}

/** Opened by the first mail: a server that sends none has no use for it. */
async function openTransport(url: string, from: string, timeoutMs: number) {
  const { createTransport } = await import('nodemailer');
  return createTransport(
    {
      url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
}

/** Some of those written to may have it nevertheless: all are written to again, or none. */
function failure(error: Error & { code?: unknown; responseCode?: unknown; response?: unknown }): MailAnswer {
  const { code, responseCode, response } = error;
  const answered = typeof responseCode === 'number' && typeof response === 'string';
  // A password can be corrected; what the server thinks of a recipient or of the mail will not change.
  const temporary = !answered || responseCode < 500 || code === 'EAUTH';
  const reason = answered
    ? `The mail server answered "${response.replaceAll(/\s+/g, ' ').slice(0, 300)}".`
    : `The mail server could not be used (${typeof code === 'string' ? code : error.name}).`;
  return { kind: 'failed', reason, temporary };
}
