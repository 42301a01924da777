import { HeldClock, systemClock } from '../../kit/clock.ts';
import { createMailer, createRequester } from '../../net/index.ts';
import type { ChannelKind, Dispatch, Outcome, Ticket } from '../channel.ts';
import type { AlertTold, Notice } from '../notice.ts';
import { channelKinds } from './channels.ts';

export const begun = Date.parse('2026-11-24T09:30:00Z');

export function anAlertTold(fields: Partial<AlertTold> = {}): AlertTold {
  return {
    id: 'alt_1',
    rule: { id: 'rul_1', name: 'The service is down' },
    state: 'firing',
    severity: 'error',
    title: 'Partial Outage in eu',
    sentence: 'The status of the region eu is Partial Outage.',
    advice: 'Tell the people concerned.',
    since: '2026-11-24T09:29:00Z',
    resolvedAt: null,
    facts: [{ name: 'Scan to cloud', value: 'Major Outage since 09:28' }],
    url: 'https://platen.example/evidence/alt_1',
    ...fields,
  };
}

export function aNotice(fields: Partial<Notice> = {}): Notice {
  return {
    id: 'dlv_01kay3gq6xj4f8h2t0v9w7c5n1',
    kind: 'firing',
    at: begun,
    conversation: 'cnv_01kay3gq6xj4f8h2t0v9w7c5nd',
    sequence: 1,
    organization: { id: '4725fffa', name: 'Lindenhof Clinic' },
    severity: 'error',
    state: 'firing',
    title: 'Partial Outage in eu',
    sentence: 'The status of the region eu is Partial Outage.',
    alerts: [anAlertTold()],
    url: 'https://platen.example/evidence/alt_1',
    ...fields,
  };
}

/** It gets worse. */
export const worse = aNotice({
  id: 'dlv_01kay3gq6xj4f8h2t0v9w7c5n2',
  kind: 'updated',
  at: begun + 300_000,
  sequence: 2,
  severity: 'critical',
  title: 'Major Outage in eu',
  sentence: 'The status of the region eu is Major Outage.',
  alerts: [anAlertTold({ severity: 'critical', title: 'Major Outage in eu' })],
});

export const over = aNotice({
  id: 'dlv_01kay3gq6xj4f8h2t0v9w7c5n3',
  kind: 'resolved',
  at: begun + 600_000,
  sequence: 3,
  severity: 'critical',
  state: 'resolved',
  title: 'Major Outage in eu',
  sentence: 'The status of the region eu is Operational.',
  alerts: [anAlertTold({ severity: 'critical', state: 'resolved', resolvedAt: '2026-11-24T09:39:00Z' })],
});

export const trial = aNotice({
  id: 'dlv_01kay3gq6xj4f8h2t0v9w7c5n4',
  kind: 'test',
  conversation: 'test',
  title: 'A test of Helpdesk',
  sentence: 'Somebody tries this channel. Nothing is wrong.',
  alerts: [],
});

/** Everything that anybody might put into a text, and too much of it. */
export const hostile =
  `<script>alert(1)</script> <!channel> *bold* _it_ [a](https://evil.example) {{x}} [code]<b>b</b>[/code] ` +
  `& &lt; "quoted" 'single' \u0000\u001b[31m\u202e \r\nBcc: eve@evil.example\r\n\r\n\n\nnext \ud83d \u{1f5a8}\ufe0f ` +
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u{1f3fd}'.repeat(1_000);

/** A channel as dispatching uses it: it knows what earlier notices made there. */
export function aChannel(
  kind: string,
  config: Record<string, unknown>,
  options: { readonly timeoutMs?: number; readonly smtpUrl?: string } = {},
) {
  const channel = channelKinds.get(kind) as ChannelKind<unknown> | undefined;
  if (!channel) throw new Error(`There is no channel of the kind ${kind}.`);
  const clock = new HeldClock(new Date(systemClock.now()).toISOString());
  const allowedNetworks = ['127.0.0.0/8'];
  const timeoutMs = options.timeoutMs ?? 5_000;
  const tools: Pick<Dispatch<unknown>, 'clock' | 'request' | 'mail'> = {
    clock,
    request: createRequester({ clock, allowedNetworks, timeoutMs }),
    mail: createMailer({
      smtpUrl: options.smtpUrl ?? null,
      from: 'Platen <platen@school.example>',
      timeoutMs,
    }),
  };
  let ticket: Ticket | null = null;
  return {
    channel,
    ticket: () => ticket,
    async send(notice: Notice): Promise<Outcome> {
      const outcome = await channel.send({ config, ticket, ...tools }, notice);
      if (outcome.kind === 'delivered') ticket = outcome.ticket ?? ticket;
      return outcome;
    },
  };
}
