import type { Cause, Contribution, Verdict } from './verdict.ts';

/** What a device or type had in the window of a verdict, and would usually have had. */
export interface PartCounts {
  readonly name: string;
  readonly observed: number;
  readonly expected: number;
}

/** Something that was going on for a while: an incident, a maintenance window. */
export interface Going extends Cause {
  readonly from: number;
  /** `null` while it goes on. */
  readonly to: number | null;
}

const mostNamed = 3;
const leastShare = 0.2;

/** Which parts most of what is too much or too little comes from, the greatest first. */
export function contributionsTo(parts: readonly PartCounts[]): readonly Contribution[] {
  const total = parts.reduce((sum, { observed, expected }) => sum + observed - expected, 0);
  if (total === 0) return [];
  return parts
    .map(({ name, observed, expected }) => ({ name, share: Math.min((observed - expected) / total, 1) }))
    .filter(({ share }) => share >= leastShare)
    .sort((a, b) => b.share - a.share)
    .slice(0, mostNamed);
}

/** The verdict with its parts, and with what was going on in its time as what may be the reason; its sentence says both. */
export function explain(verdict: Verdict, parts: readonly PartCounts[], going: readonly Going[]): Verdict {
  const contributing = contributionsTo(parts);
  const during = going.filter(({ from, to }) => from < verdict.to && (to === null || to > verdict.since));
  const explainedBy = [...during.map(({ kind, name }) => ({ kind, name })), ...verdict.explainedBy];
  const said = [
    ...(contributing.length === 0
      ? []
      : [`most of it by ${contributing.map(({ name }) => name).join(', ')}`]),
    ...(explainedBy.length === 0
      ? []
      : [`perhaps by reason of ${explainedBy.map(({ name }) => name).join(', ')}`]),
  ];
  const sentence = [verdict.sentence.replace(/\.$/, ''), ...said].join('; ');
  return { ...verdict, contributing, explainedBy, sentence: `${sentence}.` };
}
