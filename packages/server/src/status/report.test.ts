import { type StatusCode, statusCodes } from '@platen/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aReport } from './region-facts.fixture.ts';
import { byHand, isStale, type Report, reportedAt, reportsAt, staleFrom } from './report.ts';
import { worstOf } from './severity.ts';

const now = 50;
const statusOf = (...reports: Report[]) => reportedAt(reports, now).status;
const hand = (status: StatusCode | null, from = 1) => aReport({ source: byHand, status, from });
const push = (status: StatusCode | null, fields: Partial<Report> = {}) =>
  aReport({ source: 'push', status, ...fields });
const feed = (status: StatusCode | null, fields: Partial<Report> = {}) =>
  aReport({ source: 'feed:vendor', status, ...fields });

describe('what is reported of a component', () => {
  it('is unknown while no source has told of it', () => {
    expect(reportedAt([], now)).toEqual({
      status: 'unknown',
      reason: 'No source has told of it yet.',
      stale: false,
    });
    expect(statusOf(push('operational', { from: now + 1 }))).toBe('unknown');
    expect(statusOf(push('operational', { from: now }))).toBe('operational');
  });

  it('is what was set by hand, be it better or worse than what is measured', () => {
    expect(statusOf(push('major_outage'), hand('operational'))).toBe('operational');
    expect(statusOf(push('operational'), hand('partial_outage'))).toBe('partial_outage');
    expect(statusOf(push('operational', { from: 9 }), hand('partial_outage', 2))).toBe('partial_outage');
  });

  it('is what is measured again once the hand has taken back what it set', () => {
    const reports = [hand(null, 20), push('degraded_performance', { from: 9 }), hand('major_outage', 5)];
    expect([8, 19, 20].map((at) => reportedAt(reports, at).status)).toEqual([
      'major_outage',
      'major_outage',
      'degraded_performance',
    ]);
  });

  it('is unknown when all that was said was taken back', () => {
    expect(reportedAt([hand(null, 5), hand('operational')], now)).toMatchObject({
      status: 'unknown',
      reason: 'No source has told of it yet.',
    });
    expect(reportsAt([feed(null, { from: 5 }), feed('operational')], now)).toEqual([]);
  });

  it('is the worst of pushes and feeds', () => {
    expect(statusOf(push('operational'), feed('partial_outage'))).toBe('partial_outage');
    expect(statusOf(feed('operational'), push('partial_outage'))).toBe('partial_outage');
    const others = aReport({ source: 'feed:other', status: 'major_outage' });
    expect(statusOf(push('operational'), feed('partial_outage'), others)).toBe('major_outage');
  });

  it('is of each source what it said last', () => {
    const reports = [push('operational', { from: 30 }), push('major_outage', { from: 10 })];
    expect([9, 10, 29, 30].map((at) => reportedAt(reports, at).status)).toEqual([
      'unknown',
      'major_outage',
      'major_outage',
      'operational',
    ]);
  });
});

describe('a source that has an interval', () => {
  const heard = push('operational', { heardAt: 20, intervalMs: 10 });

  it('is believed until it was silent for exactly three intervals', () => {
    expect(staleFrom(heard)).toBe(50);
    expect(reportedAt([heard], 49)).toEqual({ status: 'operational', reason: null, stale: false });
    expect(reportedAt([heard], 50)).toMatchObject({ status: 'unknown', stale: true });
  });

  it('that has none may be silent for ever', () => {
    const said = push('operational', { intervalMs: null });
    expect(staleFrom(said)).toBeNull();
    expect(isStale(said, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  it('hides by its silence what another says is well, and not what another says is wrong', () => {
    expect(statusOf(heard, feed('operational'))).toBe('unknown');
    expect(statusOf(heard, feed('under_maintenance'))).toBe('unknown');
    expect(reportedAt([heard, feed('degraded_performance')], now)).toMatchObject({
      status: 'degraded_performance',
      stale: true,
    });
  });

  it('does not count while the hand outranks it', () => {
    expect(reportedAt([heard, hand('operational')], now)).toEqual({
      status: 'operational',
      reason: null,
      stale: false,
    });
  });
});

describe('the reason', () => {
  it('is what the source said, of the one whose word counts', () => {
    const well = push('operational', { message: 'All is well' });
    const failing = feed('major_outage', { message: 'No answer' });
    expect(reportedAt([well, failing], now).reason).toBe('No answer');
    expect(reportedAt([well], now).reason).toBe('All is well');
    expect(reportedAt([hand('operational'), failing], now).reason).toBeNull();
  });

  it('is that of another which says the same, when the first gives none', () => {
    const silent = feed('unknown', { heardAt: 20, intervalMs: 10 });
    expect(reportedAt([push('unknown'), silent], now).reason).toMatch(/^Nothing heard since/);
  });

  it('is the silence of a source, and what is known to have caused it', () => {
    const heardAt = Date.UTC(2026, 10, 23, 8, 31);
    const silent = feed('operational', { from: heardAt, heardAt, intervalMs: 60_000, message: 'Fine' });
    const later = heardAt + 180_000;
    expect(reportedAt([silent], later).reason).toBe('Nothing heard since 2026-11-23T08:31:00Z');
    const troubled = { ...silent, trouble: 'it answers 503' };
    expect(reportedAt([troubled], later).reason).toBe(
      'Nothing heard since 2026-11-23T08:31:00Z: it answers 503',
    );
    expect(reportedAt([troubled], later - 1).reason).toBe('Fine');
  });
});

describe('whatever the sources say', () => {
  const anyReports = fc
    .array(
      fc
        .record({
          source: fc.constantFrom('hand', 'push', 'feed:a', 'feed:b'),
          status: fc.constantFrom(...statusCodes, null),
          from: fc.integer({ min: 1, max: 60 }),
          intervalMs: fc.option(fc.integer({ min: 1, max: 20 })),
        })
        .map((fields) => aReport(fields)),
      { maxLength: 8 },
    )
    .map((reports) => reports.toSorted((a, b) => b.from - a.from));

  it('what is told of it is the status of one of them, and the worst of those that count', () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        const { status } = reportedAt(reports, now);
        const said = reportsAt(reports, now).map((report) => ({
          source: report.source,
          status: isStale(report, now) ? ('unknown' as const) : (report.status ?? 'unknown'),
        }));
        const set = said.find(({ source }) => source === byHand);
        if (set) expect(status).toBe(set.status);
        else expect(status).toBe(said.length === 0 ? 'unknown' : worstOf(said.map((one) => one.status)));
      }),
    );
  });

  it('it is never operational but by the word of a source that is heard', () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        fc.pre(reportedAt(reports, now).status === 'operational');
        const heard = reports.filter((report) => report.from <= now && !isStale(report, now));
        expect(heard.some(({ status }) => status === 'operational')).toBe(true);
      }),
    );
  });
});
