import { dispatchDue } from '../../packages/server/src/alerts/index.ts';
import { systemClock } from '../../packages/server/src/kit/clock.ts';
import { smtpServer } from '../../packages/server/src/net/smtp.fixture.ts';
import { noteNews, tellNews } from '../../packages/server/src/news/index.ts';
import { type Platen, startPlaten } from './platen.ts';
import { type FakeWebhook, fakeWebhook } from './services/alarms.ts';

export const publicUrl = 'https://status.example';
type Mail = Awaited<ReturnType<typeof smtpServer>>['mails'][number];

/** A server that people know as `status.example`, with a mail server, and what its subscribers are sent. */
export async function startSubscribing(settings: Readonly<Record<string, string>> = {}) {
  await using started = new AsyncDisposableStack();
  const smtp = started.use(await smtpServer());
  const platen = started.use(
    await startPlaten({
      limits: { subscribing: { requests: 1_000, windowSeconds: 3_600 } },
      settings: {
        PLATEN_SMTP_URL: smtp.url,
        PLATEN_PUBLIC_URL: publicUrl,
        PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
        ...settings,
      },
    }),
  );
  const { clock } = platen;
  // What is signed is believed for minutes only, by the clock of the receiver.
  clock.set(new Date(systemClock.now()).toISOString());
  const everything = started.move();
  const mails: readonly Mail[] = smtp.mails;
  return {
    platen,
    clock,
    mails,
    tick: () => tick(platen),
    async subscribe(body: object, region = 'eu'): Promise<Response> {
      return fetch(`${platen.url}/status/${region}/subscribers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    },
    async submit(fields: readonly [string, string][], region = 'eu'): Promise<Response> {
      return fetch(`${platen.url}/status/${region}/subscribers`, {
        method: 'POST',
        body: new URLSearchParams([...fields]),
      });
    },
    /** A link as it stands in a mail, followed on this server. */
    follow: (link: string, init: RequestInit = {}) => fetch(link.replace(publicUrl, platen.url), init),
    /** Subscribes and confirms. */
    async reader(email: string, componentIds: readonly string[] = [], region = 'eu'): Promise<void> {
      await this.subscribe({ email, component_ids: componentIds }, region);
      await this.tick();
      const link = confirmLink(mails.at(-1));
      await this.follow(link, { method: 'POST' });
    },
    /** A webhook that knows its secret, and is confirmed. */
    async receiver(): Promise<FakeWebhook> {
      const webhook = await fakeWebhook();
      const answer = await this.subscribe({ webhook_url: String(webhook.config.url) });
      const { webhook_secret } = (await answer.json()) as { webhook_secret: string };
      webhook.secrets.splice(0, 1, webhook_secret);
      await this.tick();
      return webhook;
    },
    incident: (fields: object = {}) =>
      platen.operator.call('createIncident', {
        body: {
          name: 'Printing stands still',
          impact: 'major',
          regions: ['eu'],
          component_ids: ['print'],
          body: 'We look into it.',
          ...fields,
        },
      }),
    update: (incident_id: string, fields: object) =>
      platen.operator.call('addIncidentUpdate', {
        params: { incident_id },
        body: { status: 'monitoring', body: 'It is mended; we watch it.', ...fields },
      }),
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

/** What the server does by its clock. */
async function tick({ server }: Platen): Promise<void> {
  const { news, alerts } = server.rooms;
  for (const region of ['eu', 'us']) await noteNews(news, region);
  do while (await tellNews(news));
  while ((await dispatchDue(alerts)) > 0);
}

export function confirmLink(mail: Mail | undefined): string {
  return /https:\/\/\S+\/confirm\b/.exec(mail?.text ?? '')?.[0] ?? 'no link';
}

export function unsubscribeLink(mail: Mail | undefined): string {
  const header = String(rawHeader(mail, 'list-unsubscribe'));
  return /^<(https:\/\/[^>]+)>$/.exec(header)?.[1] ?? `no link in ${header}`;
}

/** As it came, without the name. */
export function rawHeader(mail: Mail | undefined, name: string): string | undefined {
  const found = mail?.headerLines.find(({ key }) => key === name);
  return found?.line
    .slice(name.length + 1)
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .trim();
}
