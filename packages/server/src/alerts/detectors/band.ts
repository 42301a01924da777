import { hourMs } from '../../kit/instant.ts';
import type { Calendar } from './calendar.ts';
import { slowRatio } from './level.ts';
import { type Maturity, slotOf, usualAt } from './profile.ts';
import type { SeriesState } from './series.ts';
import { firstSpread, spreadOf } from './spread.ts';
import { rangeOf } from './tails.ts';

/** What is to be expected of one bucket. */
export interface Expected {
  readonly at: number;
  readonly expected: number;
  /** 99 of 100 such buckets have from `low` to `high` jobs. */
  readonly low: number;
  readonly high: number;
  readonly maturity: Maturity;
}

/** What is to be expected of the buckets from one instant to another, by what is known now: the band of a plot. */
export function expectedBand(
  state: SeriesState,
  calendar: Calendar,
  from: number,
  to: number,
): readonly Expected[] {
  const { stepMs } = state;
  const factor = slowRatio(state.slow) * (stepMs / hourMs);
  const scatter = spreadOf(state.scales[0]?.usual ?? firstSpread);
  const first = Math.floor(from / stepMs) * stepMs;
  return Array.from({ length: Math.ceil((to - first) / stepMs) }, (_, index) => {
    const at = first + index * stepMs;
    const moment = calendar.momentAt(at);
    const usual = usualAt(state.profile, moment, stepMs < hourMs, state.opinion?.also);
    const spread = scatter * (state.unrest[slotOf(moment)] ?? 1) + usual.doubt;
    return {
      at,
      expected: ((usual.low + usual.high) / 2) * factor,
      low: rangeOf(usual.least * factor, spread).low,
      high: rangeOf(usual.high * factor, spread).high,
      maturity: usual.maturity,
    };
  });
}
