import { lines, oneLine } from '../alerts/index.ts';
import { formatInstant } from '../kit/instant.ts';
import type { Invitation, Told } from './to-subscriber.ts';

/** What a subscriber reads, whatever it comes by. */
export interface NewsMessage {
  /** The same for all of one subject, so that mails of it stay in one chain. */
  readonly matter: string;
  /** Each of one line or a few. */
  readonly paragraphs: readonly string[];
  /** What to do, and where. */
  readonly link: Link;
  /** What it is about, in the last lines. */
  readonly end: string;
}

interface Link {
  readonly words: string;
  readonly url: string;
}

export function newsMessage({ news, region, url }: Told): NewsMessage {
  const { subject, status, components, body, at } = news;
  const affected = components.length === 0 ? region.name : components.map(({ name }) => name).join(', ');
  const facts = [
    ['Affected', affected],
    ...(subject.kind === 'incident' ? [['Impact', spoken(subject.impact)]] : []),
    ...(subject.kind === 'maintenance'
      ? [['When', `${minute(subject.startsAt)} – ${minute(subject.endsAt)} UTC`]]
      : []),
    ['Told', `${minute(at)} UTC`],
  ];
  return {
    matter: oneLine(
      `${subject.kind === 'maintenance' ? 'Maintenance: ' : ''}${subject.name} · ${region.name}`,
    ),
    paragraphs: [
      spoken(status),
      ...lines(body).split(/\n{2,}/),
      facts.map(([name, value = '']) => `${name}: ${oneLine(value)}`).join('\n'),
    ],
    link: { words: 'Follow it', url },
    end: `You are told because you asked to be told of ${oneLine(region.name)}.`,
  };
}

export function invitationMessage({ region, confirmUrl, confirmUntil }: Invitation): NewsMessage {
  const name = oneLine(region.name);
  return {
    matter: `Confirm that you want to be told of ${name}`,
    paragraphs: [
      `Somebody, most likely you, asked that this address be told what happens in ${name}.`,
      'Follow the link to confirm it. If it was not you, do nothing: you are not written to again.',
    ],
    link: { words: 'Confirm', url: confirmUrl },
    end: `The link holds until ${minute(confirmUntil)} UTC. What is not confirmed is forgotten.`,
  };
}

/** `in_progress` is "In progress". */
function spoken(code: string): string {
  return `${code.charAt(0).toUpperCase()}${code.slice(1)}`.replaceAll('_', ' ');
}

function minute(ms: number): string {
  return formatInstant(ms).slice(0, 16).replace('T', ' ');
}
