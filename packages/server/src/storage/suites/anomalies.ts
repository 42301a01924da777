import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Anomaly, FinishedTurn, SeriesTurn } from '../../alerts/index.ts';
import type { Storage } from '../index.ts';
import { anAudit, anOrganization } from './ledger-contents.ts';

type Ledger = Pick<Storage, 'access' | 'alerts'>;

const start = Date.UTC(2026, 10, 24, 10);
const minute = 60_000;
const orgId = '4725fffa';

function anAnomaly(change: Partial<Anomaly> = {}): Anomaly {
  return {
    ...{ id: 'ano_1', orgId, series: 'print', openedAt: start, closedAt: null, closedBecause: null },
    verdict: {
      ...{ kind: 'drop', since: start, from: start, to: start, observed: 1, expected: 9, low: 4, high: 20 },
      ...{ pValue: 1e-5, severity: 'error', maturity: 'hour_of_week', contributing: [], explainedBy: [] },
      sentence: 'Only 1 job came.',
    },
    ...{ feedback: null, learned: null },
    ...change,
  };
}

function finished(turn: SeriesTurn, change: Partial<FinishedTurn> = {}): FinishedTurn {
  return { turn, dueAt: start + 15 * minute, notes: '{}', series: [], dropped: [], anomalies: [], ...change };
}

/** What every engine that keeps the ledger must do with anomalies. `open` gives an empty one. */
export function describeAnomalies(open: () => Promise<Ledger & AsyncDisposable>): void {
  let ledger: Ledger & AsyncDisposable;
  const store = () => ledger.alerts.anomalies;
  const claim = async (now = start) => (await store().claimDueTurns(now, now + minute, 10))[0];
  const turn = async (now = start): Promise<SeriesTurn> => {
    const claimed = await claim(now);
    if (!claimed) throw new Error('Nobody is due.');
    return claimed;
  };
  beforeEach(async () => {
    ledger = await open();
    await ledger.access.insertOrganization(anOrganization({ orgId }), anAudit());
  });
  afterEach(() => ledger[Symbol.asyncDispose]());

  describe('a turn', () => {
    it('goes to one of those who want it, is given back with when it is due, and keeps the notes', async () => {
      const first = await turn();
      expect(first).toEqual({ orgId, leaseUntil: start + minute, notes: null });
      expect(await claim()).toBeUndefined();
      expect(await store().finishTurn(finished(first, { notes: '{"a":1}' }), start)).toBe(true);
      expect(await claim(start + 15 * minute - 1)).toBeUndefined();
      expect(await claim(start + 15 * minute)).toMatchObject({ orgId, notes: '{"a":1}' });
    });

    it('that has taken too long is taken over, and writes nothing any more', async () => {
      const slow = await turn();
      const fast = await turn(start + minute);
      const series = [{ series: 'print', until: start, counts: '{}', shares: '{}' }];
      expect(await store().finishTurn(finished(slow, { series, anomalies: [anAnomaly()] }), start)).toBe(
        false,
      );
      expect(await store().listSeries(orgId)).toEqual([]);
      expect(await store().listUnsettled(orgId)).toEqual([]);
      expect(await store().finishTurn(finished(fast), start + minute)).toBe(true);
    });

    it('writes series anew, and drops those that are watched no more', async () => {
      const print = { series: 'print', until: start, counts: '{"version":1}', shares: '{}' };
      const device = { ...print, series: 'print device mfp-1' };
      await store().finishTurn(finished(await turn(), { dueAt: start, series: [print, device] }), start);
      const later = { ...print, until: start + 1, counts: '{"version":2}' };
      const next = finished(await turn(), { series: [later], dropped: [device.series] });
      await store().finishTurn(next, start);
      expect(await store().listSeries(orgId)).toEqual([later]);
    });

    it('makes its organization due for a look when an anomaly has changed', async () => {
      const { alerts } = ledger;
      const looks = () => alerts.claimDueLooks(start, start + minute, 10);
      const [look] = await looks();
      if (!look) throw new Error('Nobody is due.');
      const watch = (await alerts.loadWatches([orgId], start)).get(orgId);
      const nothing = { alerts: [], cleared: [], transitions: [], conversations: [], deliveries: [] };
      if (watch) {
        const findings = { ...nothing, nextLookAt: start + 60 * minute };
        await alerts.finishLooks([{ look, watch, findings }], start);
      }
      await store().finishTurn(finished(await turn(), { dueAt: start }), start);
      expect(await looks()).toEqual([]);
      await store().finishTurn(finished(await turn(), { anomalies: [anAnomaly()] }), start);
      expect(await looks()).toMatchObject([{ orgId }]);
    });
  });

  describe('an anomaly', () => {
    const keep = async (...anomalies: Anomaly[]) => {
      await store().finishTurn(finished(await turn(), { dueAt: start, anomalies }), start);
    };
    const over = { closedAt: start, closedBecause: 'over' } as const;
    const feedback = { opinion: 'noise', comment: null, by: 'key_1', at: start } as const;

    it('is read as it was written, and of no other organization', async () => {
      await keep(anAnomaly(over));
      expect(await store().findAnomaly(orgId, 'ano_1')).toEqual(anAnomaly(over));
      expect(await store().findAnomaly('00000000', 'ano_1')).toBeUndefined();
      expect(await store().listAnomalies('00000000', { limit: 9 })).toEqual([]);
    });

    it('keeps what is said of it whatever a turn writes, makes its turn due, and is unsettled until that is learned', async () => {
      await keep(anAnomaly(over));
      expect(await store().listUnsettled(orgId)).toEqual([]);
      await store().finishTurn(finished(await turn()), start);
      expect(await store().giveFeedback(orgId, 'ano_1', feedback, anAudit())).toBe(true);
      expect(await store().giveFeedback(orgId, 'ano_none', feedback, anAudit())).toBe(false);
      await keep(anAnomaly(over));
      const said = anAnomaly({ ...over, feedback });
      expect(await store().listUnsettled(orgId)).toEqual([said]);
      await keep({ ...said, learned: 'noise' });
      expect(await store().listUnsettled(orgId)).toEqual([]);
      await store().giveFeedback(orgId, 'ano_1', { ...feedback, opinion: 'useful' }, anAudit());
      expect(await store().listUnsettled(orgId)).toMatchObject([{ learned: 'noise' }]);
    });

    it('that is given feedback during a turn is due at once afterwards', async () => {
      await keep(anAnomaly(over));
      const during = await turn();
      await store().giveFeedback(orgId, 'ano_1', feedback, anAudit());
      await store().finishTurn(finished(during), start);
      expect(await claim()).toMatchObject({ orgId });
    });

    it('is listed as long as it goes on with how far its series was judged, and by when it was open', async () => {
      const series = [{ series: 'print', until: start + 5, counts: '{}', shares: '{}' }];
      const old = anAnomaly({ id: 'ano_0', ...over, openedAt: start - 10 });
      const anomalies = [old, anAnomaly(), anAnomaly({ id: 'ano_2', series: 'scan' })];
      await store().finishTurn(finished(await turn(), { series, anomalies }), start);
      expect(
        (await store().listOpen([orgId, '00000000'])).map((each) => [each.anomaly.id, each.judgedUntil]),
      ).toEqual([
        ['ano_1', start + 5],
        ['ano_2', null],
      ]);
      const since = async (from: number) => (await store().listSince(orgId, from)).map(({ id }) => id);
      expect(await since(start - 1)).toEqual(['ano_0', 'ano_1', 'ano_2']);
      expect(await since(start)).toEqual(['ano_1', 'ano_2']);
    });

    it('is dropped once it has been over for long, and not before', async () => {
      const id = 'ano_0000000000zzzzzzzzzzzzzzzz';
      await keep(anAnomaly({ id, ...over }), anAnomaly({ id: 'ano_00000000010000000000000000' }));
      expect(await ledger.alerts.forgetOld(start, 10)).toBe(0);
      expect(await ledger.alerts.forgetOld(start + 1, 10)).toBe(1);
      expect(await store().findAnomaly(orgId, id)).toBeUndefined();
    });
  });
}
