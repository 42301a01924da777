import { hourMs } from '../../kit/instant.ts';
import type { Calendar, Moment } from './calendar.ts';
import type { Episode } from './episode.ts';
import type { Maturity } from './profile.ts';
import { dropSentence, silenceSentence, spikeSentence } from './sentence.ts';
import type { Silence } from './silence.ts';
import { rangeOf } from './tails.ts';
import type { Finding } from './windows.ts';

export type VerdictKind = 'spike' | 'drop' | 'silence' | 'abandonment' | 'failure';

/** What is unusual about a window of time, and why that is said. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** When it began. */
  readonly since: number;
  /** The window that it was seen in, in milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Jobs in the window; of abandonment and failure the shares, from 0 to 1. */
  readonly observed: number;
  readonly expected: number;
  /** 99 of 100 windows like it lie between, both included. */
  readonly low: number;
  readonly high: number;
  /** How likely it is by chance. */
  readonly pValue: number;
  readonly severity: 'warning' | 'error' | 'critical';
  readonly maturity: Maturity;
  /** The devices or types that most of it comes from; see `contributionsTo`. */
  readonly contributing: readonly Contribution[];
  /** What may be the reason, the likeliest first; see `explain`. */
  readonly explainedBy: readonly Cause[];
  /** All of it in one sentence in English. */
  readonly sentence: string;
}

export interface Contribution {
  readonly name: string;
  /** Of what is too much or too little, from 0 to 1. */
  readonly share: number;
}

export interface Cause {
  readonly kind: 'holiday' | 'closure' | 'backlog' | 'incident' | 'maintenance';
  readonly name: string;
}

/** The bucket that was judged. */
export interface About {
  readonly until: number;
  readonly stepMs: number;
  readonly maturity: Maturity;
  readonly moment: Moment;
  readonly calendar: Calendar;
}

export function spikeVerdict(
  episode: Episode,
  finding: Finding | null,
  quiet: Episode,
  about: About,
): Verdict | null {
  if (!episode.open || episode.since === null || finding === null) return null;
  const { window, log10, strength } = finding;
  const range = rangeOf(window.high, window.spread);
  const found = {
    ...about,
    ...spanOf(about, window.buckets),
    observed: window.count,
    expected: window.high,
    ...range,
  };
  return {
    ...common('spike', episode.since, strength, log10, about),
    ...measured(found),
    explainedBy: [...backlogAfter(quiet, found.to), ...special(about.moment)],
    sentence: spikeSentence({ ...found, log10 }),
  };
}

export function dropVerdict(episode: Episode, finding: Finding | null, about: About): Verdict | null {
  if (!episode.open || episode.since === null || finding === null) return null;
  const { window, log10, strength } = finding;
  const range = rangeOf(window.least, window.spread);
  const found = {
    ...about,
    ...spanOf(about, window.buckets),
    observed: window.count,
    expected: window.least,
    ...range,
  };
  return {
    ...common('drop', episode.since, strength, log10, about),
    ...measured(found),
    explainedBy: special(about.moment),
    sentence: dropSentence({ ...found, log10 }),
  };
}

export function silenceVerdict(
  episode: Episode,
  { strength, log10 }: { readonly strength: number; readonly log10: number },
  { since, jobs, expected, ends }: Silence,
  about: About,
): Verdict | null {
  if (!episode.open || since === null) return null;
  const range = rangeOf(jobs, Math.max(0, expected / ends - 1) / jobs + leastSpread);
  const found = { ...about, from: since, to: about.until, observed: 0, expected: jobs, ...range };
  return {
    ...common('silence', since, strength, log10, about),
    ...measured(found),
    explainedBy: special(about.moment),
    sentence: silenceSentence({ ...found, log10 }),
  };
}

const leastSpread = 0.002;

function common(kind: VerdictKind, since: number, strength: number, log10: number, { maturity }: About) {
  return { kind, since, pValue: 10 ** log10, severity: severityOf(strength), maturity, contributing: [] };
}

/** Twice the limit is an error, three times is critical. */
export function severityOf(strength: number): Verdict['severity'] {
  if (strength < 2) return 'warning';
  return strength < 3 ? 'error' : 'critical';
}

function spanOf({ until, stepMs }: About, buckets: number) {
  return { from: until - buckets * stepMs, to: until };
}

function measured({
  from,
  to,
  observed,
  expected,
  low,
  high,
}: Pick<Verdict, 'from' | 'to' | 'observed' | 'expected' | 'low' | 'high'>) {
  return { from, to, observed, expected: Math.round(expected * 10) / 10, low, high };
}

const backlogMs = 6 * hourMs;

/** After a silence, what was held back comes at once. */
function backlogAfter({ told, toldAt }: Episode, now: number): readonly Cause[] {
  if (told < 1 || now - toldAt > backlogMs) return [];
  return [{ kind: 'backlog', name: 'Jobs that were held back while it was quiet' }];
}

function special({ dayType, name }: Moment): readonly Cause[] {
  return dayType === 'ordinary' ? [] : [{ kind: dayType, name: name ?? dayType }];
}
