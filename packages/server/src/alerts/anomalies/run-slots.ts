import { setImmediate } from 'node:timers/promises';
import { type Source, slotMs } from '../../jobs/index.ts';
import { newId } from '../../kit/ids.ts';
import type { Disturbance } from '../../status/index.ts';
import { type Calendar, sideOf, type Verdict } from '../detectors/index.ts';
import { advanceSeries, amendSeries, corrected } from './advance-series.ts';
import { type Anomaly, aspectOf, matterOf } from './anomaly.ts';
import { concerns, explainFinding } from './explain-finding.ts';
import { type Finding, newAnomalies } from './judge-slot.ts';
import type { Choice, Gap } from './notes.ts';
import { isRecovered } from './recovered.ts';
import { allJobs, keyText } from './series-key.ts';
import type { SlotTable } from './slot-table.ts';
import { openAspects, type WatchedSeries } from './watched-series.ts';

/** Slots of an organization that are to be judged, and all that is known of their time. */
export interface Run {
  readonly orgId: string;
  readonly span: { readonly from: number; readonly to: number };
  readonly series: readonly WatchedSeries[];
  /** By series: up to which slot it is complete. */
  readonly targets: ReadonlyMap<string, number>;
  /** By series. */
  readonly tellers: ReadonlyMap<string, readonly Source[]>;
  /** The anomalies that go on, and those that were not over long before. */
  readonly anomalies: readonly Anomaly[];
  /** From before the span on, so that late data show. */
  readonly table: SlotTable;
  readonly calendar: Calendar;
  readonly disturbances: readonly Disturbance[];
  readonly gaps: readonly Gap[];
  readonly choice: Choice;
}

/** Series are advanced in one go; others want to be answered meanwhile. */
const inOneGo = 200;

/** Advances all series by the slots of a span that are complete. Answers the series, and the anomalies that have changed. */
export async function runSlots(
  run: Run,
): Promise<{ readonly series: readonly WatchedSeries[]; readonly anomalies: readonly Anomaly[] }> {
  const running = new Running(run);
  running.amend();
  let advanced = 0;
  for (let at = run.span.from; at < run.span.to; at += slotMs) {
    advanced += running.judge(at);
    if (advanced < inOneGo) continue;
    advanced = 0;
    await setImmediate();
  }
  return running.outcome();
}

class Running {
  readonly #run: Run;
  readonly #unheard: readonly Gap[];
  readonly #series: Map<string, WatchedSeries>;
  /** Those that go on, by matter. */
  readonly #open: Map<string, Anomaly>;
  readonly #over: Anomaly[];
  /** By id. */
  readonly #changed = new Map<string, Anomaly>();

  constructor(run: Run) {
    this.#run = run;
    this.#unheard = unheardTimes(run);
    this.#series = new Map(run.series.map((each) => [each.series, each]));
    const open = run.anomalies.filter(({ closedAt }) => closedAt === null);
    this.#open = new Map(open.map((each) => [matterOf(each.series, each.verdict.kind), each]));
    this.#over = run.anomalies.filter(({ closedAt }) => closedAt !== null);
  }

  outcome() {
    return { series: [...this.#series.values()], anomalies: [...this.#changed.values()] };
  }

  /** What was told late makes no verdict by itself, but it may end one. */
  amend(): void {
    const { table, calendar } = this.#run;
    for (const before of this.#series.values()) {
      let after = amendSeries(before, table, calendar);
      for (const anomaly of [...this.#open.values()].filter(({ series }) => series === before.series)) {
        const settled = corrected(before, after, anomaly.verdict);
        if (!settled) continue;
        after = settled;
        this.#close(anomaly, before.until, 'corrected');
      }
      this.#series.set(before.series, after);
    }
  }

  /** Judges a slot of all series that are so far. Answers how many. */
  judge(at: number): number {
    const findings: Finding[] = [];
    let advanced = 0;
    const judged = new Set<string>();
    for (const before of this.#series.values()) {
      const { series, until } = before;
      if (until !== at || at + slotMs > (this.#run.targets.get(series) ?? 0)) continue;
      const unheard = this.#isUnheard(series, at);
      const slot = { at, unheard, flagged: this.#isFlagged(before, at) };
      const step = advanceSeries(before, slot, this.#run.table, this.#run.calendar);
      this.#series.set(series, step.series);
      const found = this.#goOn(step.series, step.verdicts, at + slotMs);
      findings.push(...found.filter((finding) => this.#isTold(finding)));
      advanced++;
      if (!unheard && !this.#isSmall(series)) judged.add(series);
    }
    const known = [...this.#open.values(), ...this.#over];
    for (const { series, verdict } of newAnomalies(findings, known, judged)) {
      const openedAt = at + slotMs;
      this.#note({
        id: newId('ano', openedAt),
        orgId: this.#run.orgId,
        series,
        openedAt,
        closedAt: null,
        closedBecause: null,
        verdict,
        feedback: null,
        learned: null,
      });
    }
    return advanced;
  }

  /** Ends what is over and renews what goes on. Answers what is not known yet. */
  #goOn(judged: WatchedSeries, verdicts: readonly Verdict[], end: number): Finding[] {
    const { series } = judged;
    const { table, choice, disturbances } = this.#run;
    const aspects = openAspects(judged);
    const found = verdicts.map((each) => explainFinding(judged.key, each, table, choice, disturbances));
    for (const anomaly of [...this.#open.values()].filter((each) => each.series === series)) {
      const aspect = aspectOf(anomaly.verdict.kind);
      if (!aspects.has(aspect) || isRecovered(judged, aspect)) {
        this.#close(anomaly, end, 'over');
        continue;
      }
      const now = found.find(({ kind }) => aspectOf(kind) === aspect);
      // What is told of it is how it was when it was most unusual.
      if (now && now.pValue <= anomaly.verdict.pValue) {
        const { since } = anomaly.verdict;
        this.#note({ ...anomaly, verdict: { ...now, since } });
      }
    }
    return found
      .filter(({ kind }) => !this.#open.has(matterOf(series, kind)))
      .map((verdict) => ({ series, verdict }));
  }

  /** Small counts are told of together, and where there are none, nobody has to be told of all together. */
  #isTold({ series, verdict }: Finding): boolean {
    if (sideOf(verdict.kind) === null) return true;
    return !this.#isSmall(series);
  }

  #isSmall(series: string): boolean {
    const { small } = this.#run.choice;
    return series === keyText(allJobs) ? small.length === 0 : small.includes(series);
  }

  #note(anomaly: Anomaly): void {
    this.#open.set(matterOf(anomaly.series, anomaly.verdict.kind), anomaly);
    this.#changed.set(anomaly.id, anomaly);
  }

  #close(anomaly: Anomaly, closedAt: number, closedBecause: Anomaly['closedBecause']): void {
    this.#open.delete(matterOf(anomaly.series, anomaly.verdict.kind));
    const over = { ...anomaly, closedAt, closedBecause };
    this.#over.push(over);
    this.#changed.set(anomaly.id, over);
  }

  #isUnheard(series: string, at: number): boolean {
    const tellers = this.#run.tellers.get(series) ?? [];
    return this.#unheard.some(
      ({ source, from, to }) =>
        Math.min(to ?? at + slotMs, at + slotMs) - Math.max(from, at) >= slotMs / 2 &&
        tellers.some((teller) => teller.source === source),
    );
  }

  /** What was held back by an outage comes in the slot after it. */
  #isFlagged({ key }: WatchedSeries, at: number): boolean {
    return this.#run.disturbances.some(
      (each) => each.from < at + slotMs && (each.to ?? at) >= at - slotMs && concerns(each, key),
    );
  }
}

/**
 * What a source has told of a gap since, it has kept meanwhile, and from then on it is heard. In a gap that is shorter than
 * a slot there is nothing to be missed.
 */
function unheardTimes({ gaps, table }: Run): Gap[] {
  return gaps
    .filter(({ from, to }) => to === null || to - from >= slotMs)
    .map((gap) => {
      const first = Math.floor(gap.from / slotMs) * slotMs;
      return { ...gap, to: table.firstToldOf(gap.source, first, gap.to ?? table.to) ?? gap.to };
    });
}
