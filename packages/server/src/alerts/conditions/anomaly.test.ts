import { describe, expect, it } from 'vitest';
import { hourMs } from '../../kit/instant.ts';
import type { Anomaly } from '../anomalies/anomaly.ts';
import type { Verdict } from '../detectors/index.ts';
import type { ConditionOf } from '../rule.ts';
import { observeAnomalies } from './anomaly.ts';

const now = Date.parse('2026-11-24T11:00:00Z');
const since = now - hourMs;

const aVerdict = (change: Partial<Verdict> = {}): Verdict => ({
  ...{ kind: 'silence', since, from: since, to: now, observed: 0, expected: 14.04, low: 4, high: 28 },
  ...{ pValue: 1e-5, severity: 'error', maturity: 'hour_of_week', contributing: [], explainedBy: [] },
  sentence: 'Print jobs on mfp-2: No job has come since 10:00.',
  ...change,
});

const anAnomaly = (change: Partial<Anomaly> = {}): Anomaly => ({
  ...{ id: 'ano_1', orgId: '4725fffa', series: 'print device mfp-2', openedAt: now, closedAt: null },
  ...{ closedBecause: null, verdict: aVerdict(), feedback: null, learned: null },
  ...change,
});

function observed(
  condition: Omit<ConditionOf<'anomaly'>, 'type'>,
  anomalies: readonly Anomaly[],
  judgedUntil: number | null = now,
) {
  const open = anomalies.map((anomaly) => ({ anomaly, judgedUntil }));
  return observeAnomalies({ type: 'anomaly', ...condition }, 'warning', open, now);
}

describe('an anomaly', () => {
  it('is bad as long as it goes on, in the thread of the jobs that it is about, with its figures', () => {
    expect(observed({}, [anAnomaly()])).toMatchObject([
      {
        subject: 'print device mfp-2 quiet',
        verdict: 'bad',
        severity: 'warning',
        title: 'No print jobs on mfp-2',
        sentence: 'Print jobs on mfp-2: No job has come since 10:00.',
        thread: 'jobs print',
        jobTypes: ['print'],
        facts: [
          { name: 'Since', value: '2026-11-24T10:00:00Z' },
          { name: 'Jobs', value: '0' },
          { name: 'Expected', value: '14' },
          { name: 'Usual range', value: '4 to 28' },
          { name: 'From', value: '2026-11-24T10:00:00Z' },
          { name: 'To', value: '2026-11-24T11:00:00Z' },
        ],
      },
    ]);
  });

  it('is named for its kind and for what it is of', () => {
    const title = (kind: Verdict['kind'], series: string) =>
      observed({}, [anAnomaly({ series, verdict: aVerdict({ kind }) })])[0]?.title;
    expect(title('spike', 'scan')).toBe('Far more scan jobs than usual');
    expect(title('drop', '*')).toBe('Far fewer jobs than usual');
    expect(title('silence', 'print source cups-01')).toBe('No print jobs from cups-01');
    expect(title('abandonment', 'print device mfp-2')).toBe('Many print jobs on mfp-2 are given up');
    expect(title('failure', 'fax')).toBe('Many fax jobs fail');
  });

  it('tells shares in per cent, what most comes from and what went on', () => {
    const verdict = aVerdict({
      ...{ kind: 'failure', observed: 0.36, expected: 0.0012, low: 0, high: 0.021 },
      contributing: [{ name: 'mfp-2', share: 0.9 }],
      explainedBy: [{ kind: 'incident', name: 'Printing is slow' }],
    });
    expect(observed({}, [anAnomaly({ series: 'print', verdict })])[0]?.facts).toEqual(
      expect.arrayContaining([
        { name: 'Share', value: '36 %' },
        { name: 'Expected', value: '0.1 %' },
        { name: 'Usual range', value: '0 % to 2.1 %' },
        { name: 'Most of it by', value: 'mfp-2' },
        { name: 'At the same time', value: 'Printing is slow' },
      ]),
    );
  });

  it('is watched only where its kind, its jobs and how unusual it is are asked for', () => {
    const seen = (condition: Parameters<typeof observed>[0], series = 'print') =>
      observed(condition, [anAnomaly({ series })]).length;
    expect([seen({ kinds: ['silence'] }), seen({ kinds: ['drop', 'spike'] })]).toEqual([1, 0]);
    expect([seen({ job_types: ['print', 'fax'] }), seen({ job_types: ['scan'] })]).toEqual([1, 0]);
    expect(seen({ job_types: ['scan'] }, '*')).toBe(1);
    expect([seen({ severity_at_least: 'error' }), seen({ severity_at_least: 'critical' })]).toEqual([1, 0]);
  });

  it('is well once somebody calls it noise or expected, and bad when it was useful', () => {
    const verdicts = (['noise', 'expected', 'useful'] as const).map(
      (opinion) =>
        observed({}, [anAnomaly({ feedback: { opinion, comment: null, by: 'key_1', at: now } })])[0]?.verdict,
    );
    expect(verdicts).toEqual(['well', 'well', 'bad']);
  });

  it('is unknown where nothing was judged for more than six hours', () => {
    const verdict = (judgedUntil: number | null) => observed({}, [anAnomaly()], judgedUntil)[0]?.verdict;
    expect([verdict(now - 6 * hourMs), verdict(now - 6 * hourMs - 1), verdict(null)]).toEqual([
      'bad',
      'unknown',
      'unknown',
    ]);
  });

  it('is news when it becomes more severe', () => {
    const news = (severity: Verdict['severity']) =>
      observed({}, [anAnomaly({ verdict: aVerdict({ severity }) })])[0]?.news;
    expect(news('error')).toBe(news('error'));
    expect(news('critical')).not.toBe(news('error'));
  });
});
