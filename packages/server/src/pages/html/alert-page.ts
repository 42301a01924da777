import type { AlertSeverity, StatusCode } from '@platen/contract';
import type { AlertEvidence, NoticeKind, TestEvidence, Told } from '../../alerts/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Site } from '../public-form.ts';
import { ruleWords } from './rule-words.ts';
import { shell } from './shell.ts';
import { time } from './time.ts';

/** Why somebody was told of an alert: for whoever has the link, and of this alert alone. HTML. */
export function alertPage(evidence: AlertEvidence, site: Site): string {
  const { alert, state, advice, organization } = evidence;
  const tone = alert.state === 'resolved' ? 'operational' : tones[alert.severity];
  return page(
    alert.title,
    tone,
    organization.name,
    site,
    html`<h1>${alert.title}</h1>
<p class="mark ${tone}">${stateNames[state]}</p>
<p>${alert.resolvedBecause ?? alert.sentence}</p>
${factList([
  ['Organization', `${organization.name} (${organization.orgId})`],
  ['Severity', alert.severity],
  ...(alert.facts.some(({ name }) => name === 'Since') ? [] : [['Since', time(alert.since)] as const]),
  ...(alert.resolvedAt === null ? [] : [['Resolved', time(alert.resolvedAt)] as const]),
  ...alert.facts.map(
    ({ name, value }) => [name, isInstant(value) ? time(Date.parse(value)) : value] as const,
  ),
])}
${advice === null ? '' : whatToDo(evidence, advice, site)}
<h2>Why</h2>
${why(evidence)}
<h2>What happened</h2>
${history(evidence)}
<h2>Who was told</h2>
${toldTable(evidence.told)}`,
  );
}

/** What a message was that somebody sent to try a channel. HTML. */
export function testPage({ delivery, channel, organization, attempts }: TestEvidence, site: Site): string {
  return page(
    delivery.notice.title,
    tones.info,
    organization.name,
    site,
    html`<h1>${delivery.notice.title}</h1>
<p>Somebody of ${organization.name} tried whether messages arrive. Nothing has happened, and nothing has to be done.</p>
${factList([
  ['Sent', time(delivery.createdAt)],
  ['Channel', channelName(channel)],
  ['Outcome', outcome(delivery)],
  ...attempts.map(({ number, durationMs }) => [`Attempt ${number}`, `took ${durationMs} ms`] as const),
])}`,
  );
}

const tones = {
  critical: 'major_outage',
  error: 'partial_outage',
  warning: 'degraded_performance',
  info: 'under_maintenance',
} as const satisfies Record<AlertSeverity, StatusCode>;

const stateNames: Readonly<Record<AlertEvidence['state'], string>> = {
  pending: 'Bad, but not for long enough to be told',
  firing: 'Firing',
  acknowledged: 'Acknowledged: somebody has taken it on',
  suppressed: 'Firing, and not told for now',
  resolved: 'Resolved',
};

function page(title: string, status: StatusCode, organization: string, site: Site, main: Html): string {
  return shell({
    title: `${title} · ${organization}`,
    description: `An alert of ${organization}`,
    status,
    head: html`<meta name="robots" content="noindex, nofollow">
`,
    header: html`<p class="soft">${organization}</p>`,
    main,
    footer: html`<p>All times are in UTC. Whoever has the address of this page can read it; it shows nothing else of ${organization}. It comes from <a href="${site.url}/status">${URL.parse(site.url)?.host ?? site.url}</a>.</p>`,
  });
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text);
}

function factList(facts: readonly (readonly [name: string, value: Html | string])[]): Html {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function whatToDo({ alert, state }: AlertEvidence, advice: string, site: Site): Html {
  const path = `/v1/orgs/${alert.orgId}/alerts/${alert.id}/acknowledge`;
  const acknowledge =
    state === 'firing' || state === 'suppressed'
      ? html`<p>Who takes it on acknowledges it, with a key that has the scope <code>alerts:acknowledge</code>, and those who were told hear of it: <code>POST ${site.url}${path}</code></p>`
      : '';
  return html`<h2>What to do</h2>
<p>${advice}</p>${acknowledge}`;
}

function why({ rule }: AlertEvidence): Html {
  if (!rule) return html`<p>Its rule was removed.</p>`;
  return html`<p>The rule “${rule.name}”${rule.enabled ? '' : ', which is switched off by now,'} watches for it. ${ruleWords(rule)}</p>`;
}

const transitionNames = {
  pending: 'Bad',
  cleared: 'Well before it fired',
  firing: 'Firing',
  news: 'News',
  acknowledged: 'Acknowledged',
  suppressed: 'Suppressed',
  released: 'Told again',
  resolved: 'Resolved',
} as const;

function history({ transitions }: AlertEvidence): Html {
  return html`<ol class="updates">${transitions
    .toReversed()
    .map(
      ({ at, kind, why }) =>
        html`<li><p><strong>${transitionNames[kind]}</strong> <span class="soft small">${time(at)}</span></p><p>${why}</p></li>`,
    )}</ol>`;
}

function toldTable(told: readonly Told[]): Html {
  if (told.length === 0) return html`<p>Nobody yet.</p>`;
  return html`<table><thead><tr><th scope="col">When</th><th scope="col">Channel</th><th scope="col">What</th><th scope="col">How it went</th></tr></thead>
<tbody>${told.map(
    ({ delivery, channel }) =>
      html`<tr><td>${time(delivery.finishedAt ?? delivery.createdAt)}</td><td>${channelName(channel)}</td><td>${kindNames[delivery.notice.kind]}</td><td>${outcome(delivery)}</td></tr>`,
  )}</tbody></table>`;
}

const kindNames: Readonly<Record<NoticeKind, string>> = {
  firing: 'It fires',
  updated: 'News',
  repeated: 'It still fires',
  resolved: 'It is over',
  test: 'A test',
};

/** Mail servers name those that they refuse. */
const mailAddress = /[^\s<>"'(]+@[^\s<>"')]+/g;

function channelName(channel: Told['channel']): string {
  return channel ? `${channel.name} (${channel.kind})` : 'A channel that was removed';
}

function outcome({ state, attempts, reason }: Told['delivery']): string {
  const said = reason?.replaceAll(mailAddress, '…') ?? '';
  switch (state) {
    case 'delivered':
      return attempts > 1 ? `Delivered at attempt ${attempts}` : 'Delivered';
    case 'failed':
      return `Failed: ${said}`;
    case 'superseded':
      return 'Not sent: it was over before';
    case 'queued':
      return attempts === 0 ? 'On its way' : `Tried ${attempts} times, and tried again: ${said}`;
  }
}
