import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Report } from '../../status/index.ts';
import {
  aComponent,
  anAudit,
  aReport,
  contentsOf,
  type Ledger,
  populate,
  revisionsOf,
} from './ledger-contents.ts';

/** That the reports on a component are kept as they were told, and that a heartbeat is no change. */
export function describeReports(ledgerOf: () => Ledger): void {
  it('by a source that says the same again is heard, without an audit row or a revision', async () => {
    const ledger = ledgerOf();
    const there = await populate(ledger);
    const { report } = there;
    await ledger.status.saveReport({ ...report, source: 'feed:vendor' }, anAudit());
    const [before, revisions] = [await contentsOf(ledger), revisionsOf(ledger, there)];
    await ledger.status.hearReport(report, report.from + 5);
    expect(await ledger.status.findComponent('eu', report.componentId)).toMatchObject({
      reports: [
        { source: 'feed:vendor', heardAt: report.from },
        { ...report, heardAt: report.from + 5 },
      ],
    });
    expect((await contentsOf(ledger)).audit).toEqual(before.audit);
    expect(revisionsOf(ledger, there)).toEqual(revisions);
  });

  it('is not heard earlier than it was, when two heartbeats overtake each other', async () => {
    const { status } = ledgerOf();
    const { report } = await populate(ledgerOf());
    await status.hearReport(report, report.from + 9);
    await status.hearReport(report, report.from + 5);
    const component = await status.findComponent('eu', report.componentId);
    expect(component?.reports).toEqual([{ ...report, heardAt: report.from + 9 }]);
  });

  it('ends the trouble of a source when it is heard again', async () => {
    const { status } = ledgerOf();
    const { report } = await populate(ledgerOf());
    await status.saveReport({ ...report, trouble: 'It did not answer.' }, anAudit());
    await status.hearReport(report, report.from + 5);
    const component = await status.findComponent('eu', report.componentId);
    expect(component?.reports).toEqual([{ ...report, heardAt: report.from + 5 }]);
  });

  it('stands when the component is only renamed', async () => {
    const { status } = ledgerOf();
    const { component, report } = await populate(ledgerOf());
    const down = {
      ...report,
      status: 'major_outage',
      from: report.from + 9,
      heardAt: report.from + 9,
    } as const;
    await status.saveReport(down, anAudit());
    await status.saveComponent({ ...component, name: 'Print', createdAt: 5 }, undefined, anAudit());
    expect(await status.findComponent('eu', component.id)).toEqual({
      ...component,
      name: 'Print',
      reports: [down],
    });
  });

  it('is read from any moment on, whatever the order it was written in', async () => {
    const ledger = ledgerOf();
    await populate(ledger);
    let components = 0;
    await fc.assert(
      fc.asyncProperty(someReports, fc.nat(12), async (told, from) => {
        const id = `reported-${components++}`;
        const region = 'eu';
        await ledger.status.saveComponent(aComponent({ id, region }), undefined, anAudit());
        for (const report of told) await ledger.status.saveReport({ ...report, componentId: id }, anAudit());
        const all = told
          .map((report) => ({ ...report, componentId: id }))
          // Of two of one source and instant the later one stands.
          .filter((a, i, list) => !list.slice(i + 1).some((b) => a.source === b.source && a.from === b.from))
          .toSorted((a, b) => b.from - a.from || (a.source < b.source ? -1 : 1));
        const reportsFrom = async (moment: number) =>
          (await ledger.status.loadRegion(region, moment)).components.find((one) => one.id === id)?.reports;
        expect(await reportsFrom(0)).toEqual(all);
        expect(await reportsFrom(from)).toEqual(all.filter((report) => !endsBy(report, all, from)));
        const newest = all.filter((report) => !endsBy(report, all, Number.POSITIVE_INFINITY));
        expect((await ledger.status.findComponent(region, id))?.reports).toEqual(newest);
      }),
      { numRuns: 60 },
    );
  });

  it('follow one another when they are told at once', async () => {
    const { status } = ledgerOf();
    const { report } = await populate(ledgerOf());
    const told = [6, 2, 5, 1, 4, 3].map((later) => {
      const from = report.from + later;
      return { ...report, from, heardAt: from };
    });
    await Promise.all(told.map((one) => status.saveReport(one, anAudit())));
    const newestFirst = [...told, report].sort((a, b) => b.from - a.from);
    for (const [at, newest] of newestFirst.entries()) {
      const { components } = await status.loadRegion('eu', newest.from);
      const reports = components.find(({ id }) => id === report.componentId)?.reports;
      expect(reports).toEqual(newestFirst.slice(0, at + 1));
    }
  });
}

/** Whether another report of the source has taken its place at a moment. */
function endsBy(report: Report, all: readonly Report[], moment: number): boolean {
  return all.some(({ source, from }) => source === report.source && from > report.from && from <= moment);
}

const someReports = fc.array(
  fc
    .record({
      source: fc.constantFrom('hand', 'push', 'feed:vendor'),
      from: fc.integer({ min: 1, max: 12 }),
      status: fc.constantFrom('operational' as const, 'major_outage' as const, null),
    })
    .map((fields) => aReport({ componentId: '', ...fields })),
  { maxLength: 8 },
);
