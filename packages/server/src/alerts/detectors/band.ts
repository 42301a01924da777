import { hourMs } from '../../kit/instant.ts';
import type { Calendar } from './calendar.ts';
import { slowRatio } from './level.ts';
import { type Maturity, slotOf, usualAt } from './profile.ts';
import type { SeriesState } from './series.ts';
import { firstSpread, spreadOf } from './spread.ts';
import { rangeOf } from './tails.ts';

interface Expected {
  readonly expected: number;
  /** 99 of 100 such stretches have from `low` to `high` jobs. */
  readonly low: number;
  readonly high: number;
  readonly maturity: Maturity;
}

/** What is to be expected of several buckets in a row, together: the band of a plot. */
export function expectedIn(state: SeriesState, calendar: Calendar, from: number, to: number): Expected {
  const { stepMs, scales } = state;
  const buckets = Math.max(1, Math.round((to - from) / stepMs));
  const scale = scales.findLast((each) => each.buckets <= buckets);
  const scatter = spreadOf(scale?.usual ?? firstSpread);
  const factor = slowRatio(state.slow) * (stepMs / hourMs);
  const sum = { low: 0, high: 0, least: 0, spread: 0 };
  let maturity: Maturity = 'hour_of_week';
  for (let index = 0; index < buckets; index++) {
    const moment = calendar.momentAt(from + index * stepMs);
    const usual = usualAt(state.profile, moment, stepMs < hourMs, state.opinion?.also);
    sum.low += usual.low * factor;
    sum.high += usual.high * factor;
    sum.least += usual.least * factor;
    sum.spread += (scatter * (state.unrest[slotOf(moment)] ?? 1) + usual.doubt) * usual.high * factor;
    if (maturities.indexOf(usual.maturity) < maturities.indexOf(maturity)) maturity = usual.maturity;
  }
  const spread = sum.spread / sum.high;
  return {
    expected: (sum.low + sum.high) / 2,
    low: rangeOf(sum.least, spread).low,
    high: rangeOf(sum.high, spread).high,
    maturity,
  };
}

const maturities: readonly Maturity[] = ['learning', 'hour_of_day', 'hour_of_week'];
