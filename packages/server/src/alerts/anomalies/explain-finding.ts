import type { Disturbance } from '../../status/index.ts';
import { explain, type PartCounts, type Verdict } from '../detectors/index.ts';
import { aspectOf } from './anomaly.ts';
import type { Choice } from './notes.ts';
import { depthOf, keyText, type SeriesKey, seriesName } from './series-key.ts';
import { hitsOf, jobsOf, type SlotTable } from './slot-table.ts';

/** The verdict with the name of what it is about, with what most of it comes from and what went on at the time. */
export function explainFinding(
  key: SeriesKey,
  verdict: Verdict,
  table: SlotTable,
  choice: Choice,
  disturbances: readonly Disturbance[],
): Verdict {
  const parts = depthOf(key) === 2 ? [] : partsOf(key, verdict, table, choice);
  const concerned = disturbances.filter((disturbance) => concerns(disturbance, key));
  const explained = explain(verdict, parts, concerned);
  return { ...explained, sentence: `${seriesName(key)}: ${explained.sentence}` };
}

/** Whether jobs of the series may be others than usual for that reason. */
export function concerns({ jobTypes }: Disturbance, { jobType }: SeriesKey): boolean {
  return jobTypes.length === 0 || jobType === null || jobTypes.includes(jobType);
}

function partsOf(key: SeriesKey, verdict: Verdict, table: SlotTable, { shares }: Choice): PartCounts[] {
  const usual = shares[keyText(key)] ?? {};
  const seen = table.partsOf(key, verdict.from, verdict.to);
  const aspect = aspectOf(verdict.kind);
  return [...new Set([...Object.keys(usual), ...seen.keys()])].map((name) => {
    const counts = seen.get(name) ?? [];
    if (aspect === 'spike' || aspect === 'quiet') {
      return { name, observed: jobsOf(counts), expected: verdict.expected * (usual[name] ?? 0) };
    }
    const ended = hitsOf(counts, aspect === 'failure' ? 'failed' : 'abandoned');
    return { name, observed: ended?.hits ?? 0, expected: verdict.expected * (ended?.jobs ?? 0) };
  });
}
