import { describe, expect, it } from 'vitest';
import type { Verdict } from '../detectors/index.ts';
import { newAnomalies } from './judge-slot.ts';

const at = Date.parse('2026-11-24T11:00:00Z');
const hour = 3_600_000;

function aVerdict(change: Partial<Verdict> = {}): Verdict {
  return {
    ...{ kind: 'drop', since: at - hour, from: at - hour, to: at, observed: 10, expected: 110 },
    ...{ low: 70, high: 150, pValue: 1e-6, severity: 'error', maturity: 'hour_of_week' },
    ...{ contributing: [], explainedBy: [], sentence: 'Only 10 jobs came.' },
    ...change,
  } as Verdict;
}

const finding = (series: string, change: Partial<Verdict> = {}) => ({ series, verdict: aVerdict(change) });
const known = (series: string, change: Partial<Verdict> = {}, closedAt: number | null = null) => ({
  ...finding(series, change),
  closedAt,
});
const seriesOf = (findings: readonly { readonly series: string }[]) => findings.map(({ series }) => series);
/** In each case all of these series were looked at, and not those that are told of within others. */
const judged = (...series: string[]) => new Set(series);
const mostBy = (name: string, share: number) => ({ contributing: [{ name, share }] });

describe('findings of a slot', () => {
  it('are told of the whole where no part has most of it', () => {
    const found = [
      finding('print device a'),
      finding('print', mostBy('a', 0.69)),
      finding('*', mostBy('print', 0.69)),
    ];
    expect(seriesOf(newAnomalies(found, [], judged('*', 'print', 'print device a')))).toEqual(['*']);
  });

  it('are told of the part that has most of it, however deep it lies', () => {
    const found = [
      finding('print device a'),
      finding('print', mostBy('a', 0.7)),
      finding('*', mostBy('print', 0.7)),
    ];
    const all = judged('*', 'print', 'print device a');
    expect(seriesOf(newAnomalies(found, [], all))).toEqual(['print device a']);
  });

  it('are none of the whole where most of it comes from a part in which nothing was found', () => {
    const found = [finding('print', mostBy('a', 0.7))];
    expect(newAnomalies(found, [], judged('print', 'print device a'))).toEqual([]);
    expect(newAnomalies(found, [], judged('print', 'print device b'))).toHaveLength(1);
  });

  it('are told of a source by how much of it is missing there', () => {
    const source = (observed: number) => finding('print source s', { observed });
    expect(
      seriesOf(newAnomalies([source(40), finding('print')], [], judged('print', 'print source s'))),
    ).toEqual(['print source s']);
    expect(
      seriesOf(newAnomalies([source(41), finding('print')], [], judged('print', 'print source s'))),
    ).toEqual(['print']);
  });

  it('are told beside one another where they have nothing in common', () => {
    const found = [finding('print'), finding('scan device b'), finding('fax', { kind: 'spike' })];
    const all = judged('print', 'scan device b', 'fax');
    expect(seriesOf(newAnomalies(found, [], all))).toEqual(['print', 'fax', 'scan device b']);
  });

  it('of opposite kinds are not one thing', () => {
    const found = [finding('print device a', { kind: 'spike' }), finding('print', mostBy('b', 0.9))];
    expect(seriesOf(newAnomalies(found, [], judged('print', 'print device a')))).toEqual([
      'print',
      'print device a',
    ]);
  });

  it('are not told again while they go on, a drop that becomes a silence included', () => {
    expect(newAnomalies([finding('print', { kind: 'silence' })], [known('print')], judged('print'))).toEqual(
      [],
    );
    expect(
      newAnomalies([finding('print', { kind: 'spike' })], [known('print')], judged('print')),
    ).toHaveLength(1);
  });

  it('are none where their window still shows what is over', () => {
    const over = (closedAt: number) =>
      newAnomalies([finding('print')], [known('print', {}, closedAt)], judged('print'));
    expect([over(at - hour + 1).length, over(at - hour).length]).toEqual([0, 1]);
    const part = [known('print device a', {}, at - hour + 1)];
    expect(newAnomalies([finding('print', mostBy('a', 0.8))], part, judged('print'))).toEqual([]);
    expect(newAnomalies([finding('print device a')], [known('print', {}, at)], judged('print'))).toEqual([]);
  });

  it('are fewer where many series were looked at', () => {
    const found = [finding('print', { pValue: 0.001 })];
    const many = (series: number) =>
      judged(...Array.from({ length: series }, (_, index) => `print device ${index}`));
    expect([newAnomalies(found, [], many(50)).length, newAnomalies(found, [], many(51)).length]).toEqual([
      1, 0,
    ]);
  });
});
