import { type Html, html } from '../../kit/html.ts';
import { formatInstant } from '../../kit/instant.ts';
import type { AlertTold, Notice } from '../notice.ts';
import type { Fact } from '../observation.ts';

/** A notice as people read it, whatever it is sent by. */
export interface Message {
  /** One line, which says what became of the matter. */
  readonly headline: string;
  readonly sentence: string;
  /** What to do; null when there is nothing to do, or somebody does it. */
  readonly advice: string | null;
  /** Whose it is and how grave. */
  readonly particulars: readonly Fact[];
  /** One for each alert. */
  readonly matters: readonly Matter[];
  /** Where it is explained why this was sent. */
  readonly url: string;
  /** By which the same notice is known when it comes twice. */
  readonly reference: string;
}

interface Matter {
  /** Its title and its sentence, as far as they are not said above. */
  readonly words: readonly string[];
  readonly facts: readonly Fact[];
}

export const whyWords = 'Why did I get this?';
/** More of them help nobody; all are behind the link. */
const mostMatters = 20;

export function writeMessage(told: Notice): Message {
  const notice = readable(legible(told));
  const left = notice.alerts.length - mostMatters;
  return {
    headline: `${prefixes[headlineKind(notice)]}${notice.title}`,
    sentence: notice.sentence,
    advice: notice.state === 'firing' ? (notice.alerts[0]?.advice ?? null) : null,
    particulars: [
      { name: 'Organization', value: `${notice.organization.name} (${notice.organization.id})` },
      { name: 'Severity', value: notice.severity },
      { name: 'State', value: notice.kind === 'test' ? 'test' : notice.state },
      { name: 'At', value: withoutSeconds(formatInstant(notice.at)) },
      ...(left > 0
        ? [{ name: 'Alerts', value: `${notice.alerts.length}, of which ${left} are not shown` }]
        : []),
    ],
    matters: notice.alerts.slice(0, mostMatters).map((alert) => writeMatter(alert, notice)),
    url: notice.url,
    reference: notice.id,
  };
}

const prefixes = {
  test: '[Test] ',
  resolved: 'Resolved: ',
  acknowledged: 'Acknowledged: ',
  repeated: 'Still firing: ',
  firing: '',
} as const;

function headlineKind({ kind, state }: Notice): keyof typeof prefixes {
  if (kind === 'test') return 'test';
  if (state !== 'firing') return state;
  return kind === 'repeated' ? 'repeated' : 'firing';
}

/** Of one that is over, what it was like no longer holds. */
function writeMatter(
  { title, sentence, rule, since, resolvedAt, state, facts }: AlertTold,
  above: Notice,
): Matter {
  const isOver = resolvedAt !== null;
  const words = isOver ? [title] : [title, sentence];
  const saysSince = !isOver && facts.some(({ name }) => name === 'Since');
  return {
    words: words.filter((said) => said !== above.title && said !== above.sentence),
    facts: [
      ...(isOver ? [] : facts),
      ...(saysSince ? [] : [{ name: 'Since', value: since }]),
      ...(isOver ? [{ name: 'Resolved', value: resolvedAt }] : []),
      ...(state === above.state ? [] : [{ name: 'State', value: state }]),
      { name: 'Rule', value: rule.name },
    ],
  };
}

/** The same with its instants as people read them. */
function readable(notice: Notice): Notice {
  return {
    ...notice,
    title: withoutSeconds(notice.title),
    sentence: withoutSeconds(notice.sentence),
    alerts: notice.alerts.map((alert) => ({
      ...alert,
      title: withoutSeconds(alert.title),
      sentence: withoutSeconds(alert.sentence),
      since: withoutSeconds(alert.since),
      resolvedAt: alert.resolvedAt && withoutSeconds(alert.resolvedAt),
      facts: alert.facts.map(({ name, value }) => ({ name, value: withoutSeconds(value) })),
    })),
  };
}

function withoutSeconds(text: string): string {
  return text.replaceAll(/\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z\b/g, '$1 $2 UTC');
}

/** The same notice with nothing in its words that some receiver refuses, or that makes others read what is not there. */
export function legible(notice: Notice): Notice {
  return {
    ...notice,
    organization: { ...notice.organization, name: oneLine(notice.organization.name) },
    title: oneLine(notice.title),
    sentence: lines(notice.sentence),
    alerts: notice.alerts.map((alert) => ({
      ...alert,
      rule: { ...alert.rule, name: oneLine(alert.rule.name) },
      title: oneLine(alert.title),
      sentence: lines(alert.sentence),
      facts: alert.facts.map(({ name, value }) => ({ name: oneLine(name), value: oneLine(value) })),
    })),
  };
}

/** Plain text of at most `most` as `lengthOf` counts it. What is cut off is never the link. */
export function writeText(message: Message, most: number, lengthOf = inUnits): string {
  const end = `\n\n${whyWords} ${message.url}\nReference: ${message.reference}`;
  const paragraphs = [
    message.sentence,
    ...(message.advice === null ? [] : [message.advice]),
    message.particulars.map(factLine).join('\n'),
    ...message.matters.map(matterText),
  ];
  return `${clip(paragraphs.join('\n\n'), most - lengthOf(end), lengthOf)}${end}`;
}

export function matterText({ words, facts }: Matter): string {
  return [...words, ...facts.map(factLine)].join('\n');
}

export function factLine({ name, value }: Fact): string {
  return `${name}: ${value}`;
}

/** The same as HTML, for mails and helpdesks: paragraphs, without styles of its own. */
export function writeHtml(message: Message, most: number): string {
  const [end = '', ...paragraphs] = writeText(message, most).split('\n\n').toReversed();
  const link = html`<p><a href="${message.url}">${whyWords}</a><br>${end.split('\n')[1] ?? ''}</p>`;
  const body = paragraphs.toReversed().map((text) => html`<p>${text.split('\n').map(line)}</p>`);
  return html`${body}${link}`.text;
}

function line(text: string, index: number): Html {
  return index === 0 ? html`${text}` : html`<br>${text}`;
}

/** At most `most` as `lengthOf` counts it, with an ellipsis for what is left out; never half a character. */
export function clip(text: string, most: number, lengthOf = inUnits): string {
  if (lengthOf(text) <= most) return text;
  let left = most - lengthOf('…');
  let kept = '';
  for (const character of text) {
    left -= lengthOf(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/** UTF-16 code units: never fewer than the characters that others count. */
function inUnits(text: string): number {
  return text.length;
}

export function inBytes(text: string): number {
  return Buffer.byteLength(text);
}

export function oneLine(text: string): string {
  return lines(text).replaceAll(/\s+/g, ' ').trim();
}

/** Without control characters but the end of a line, without what turns the direction of others' words, well-formed. */
export function lines(text: string): string {
  return text.toWellFormed().replaceAll(/[^\P{Cc}\n]|[\u2028-\u202e\u2066-\u2069\ufeff]/gu, ' ');
}
