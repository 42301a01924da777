import { discoveries, type Verdict } from '../detectors/index.ts';
import { type Anomaly, aspectOf, matterOf } from './anomaly.ts';
import { depthOf, isPartOf, keyText, readKey } from './series-key.ts';

/** What was found in a series at the end of a slot. */
export interface Finding {
  readonly series: string;
  readonly verdict: Verdict;
}

/** A part that has so much of what is too much or too little is what it is about. */
const mostOfIt = 0.7;

type Known = Pick<Anomaly, 'series' | 'verdict' | 'closedAt'>;

/**
 * Which of the findings are anomalies of their own: those that are no chance, of so many series that were looked at, and
 * of one thing that shows in several series the one that says best where it is. Where most of it comes from a part that is
 * `judged` by itself, what was found of that part counts, be it nothing. `known` are the anomalies that go on, and others of
 * late: a window may still show what is over.
 */
export function newAnomalies(
  findings: readonly Finding[],
  known: readonly Known[],
  judged: ReadonlySet<string>,
): Finding[] {
  const open = new Set(known.filter(({ closedAt }) => closedAt === null).map(matter));
  const unknown = findings.filter((finding) => !open.has(matter(finding)));
  const found = discoveries(
    unknown.map((finding) => ({ ...finding, pValue: finding.verdict.pValue })),
    judged.size,
  );
  const taken: Finding[] = [];
  const wholeFirst = found.toSorted((a, b) => depthOf(readKey(a.series)) - depthOf(readKey(b.series)));
  for (const { series, verdict } of wholeFirst) {
    const finding = { series, verdict };
    const before = known.filter(({ closedAt }) => closedAt === null || closedAt > verdict.from);
    if (before.some((over) => matter(over) === matter(finding))) continue;
    const isOfAPart =
      partsWithMostOf(finding).some((part) => judged.has(part)) ||
      [...before, ...found].some((part) => isMostOf(part, finding));
    if (!isOfAPart && ![...before, ...taken].some((whole) => isWithin(finding, whole))) taken.push(finding);
  }
  return taken;
}

function matter({ series, verdict }: Finding): string {
  return matterOf(series, verdict.kind);
}

function isWithin(part: Finding, whole: Finding): boolean {
  const isSame = aspectOf(part.verdict.kind) === aspectOf(whole.verdict.kind);
  return isSame && isPartOf(readKey(part.series), readKey(whole.series));
}

function partsWithMostOf({ series, verdict }: Finding): string[] {
  const { jobType, device, source } = readKey(series);
  if (device !== null || source !== null) return [];
  return verdict.contributing
    .filter(({ share }) => share >= mostOfIt)
    .map(({ name }) => (jobType === null ? name : keyText({ jobType, device: name, source: null })));
}

function isMostOf(part: Finding, whole: Finding): boolean {
  if (!isWithin(part, whole)) return false;
  if (readKey(part.series).source !== null) return excess(part) / excess(whole) >= mostOfIt;
  return partsWithMostOf(whole).includes(part.series);
}

function excess({ verdict: { observed, expected } }: Finding): number {
  return observed - expected;
}
