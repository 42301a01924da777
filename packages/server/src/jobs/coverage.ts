import { type JobType, type SourceOutcome, sourceOutcomes } from '@platen/contract';
import { isTerminal, type Job } from './job.ts';

/** What may be seen of a job: how it ended, and what was measured of it. */
export type Visible = SourceOutcome | 'pages' | 'colorPages' | 'sheets' | 'wait' | 'completion';

/** A set of what is visible, as bits; 0 is nothing, and an event always shows something. */
export type Coverage = number;

/** What is visible of each type. */
export type CoverageByType = { readonly [type in JobType]: Coverage };

/** The place of a name in this list is its bit, in what is kept: add at the end only. */
const visible: readonly Visible[] = [
  'open',
  'completed',
  'cancelled',
  'failed',
  'abandoned',
  'pages',
  'colorPages',
  'sheets',
  'wait',
  'completion',
];
const bitOf = Object.fromEntries(visible.map((name, index) => [name, 1 << index])) as Record<Visible, number>;

export const nothingSeen: CoverageByType = { print: 0, scan: 0, copy: 0, fax: 0 };

/** What an event shows its source able to see. */
export function coverageOf(job: Job): Coverage {
  let coverage = isTerminal(job.state) ? bitOf[job.state as SourceOutcome] : bitOf.open;
  if (job.state === 'cancelled' && (job.reason !== null || job.finishedAt !== null))
    coverage |= bitOf.abandoned;
  if (job.pages !== null) coverage |= bitOf.pages;
  if (job.colorPages !== null) coverage |= bitOf.colorPages;
  if (job.sheets !== null) coverage |= bitOf.sheets;
  if (job.processingAt !== null) coverage |= bitOf.wait;
  if (job.state === 'completed' && job.finishedAt !== null) coverage |= bitOf.completion;
  return coverage;
}

export function covers(coverage: Coverage, name: Visible): boolean {
  return (coverage & bitOf[name]) !== 0;
}

export function coverageOfOutcomes(outcomes: readonly SourceOutcome[]): Coverage {
  return outcomes.reduce((coverage, outcome) => coverage | bitOf[outcome], 0);
}

/** The outcomes in a coverage, in the order of the contract. */
export function outcomesIn(coverage: Coverage): SourceOutcome[] {
  return sourceOutcomes.filter((outcome) => covers(coverage, outcome));
}

export function union(a: CoverageByType, b: CoverageByType): CoverageByType {
  return { print: a.print | b.print, scan: a.scan | b.scan, copy: a.copy | b.copy, fax: a.fax | b.fax };
}
