import { incidentImpacts, incidentStatuses, Refusal, statusCodes } from '@platen/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { systemActor } from '../../access/index.ts';
import { dayMs, formatInstant } from '../../kit/instant.ts';
import {
  addIncidentUpdate,
  createIncident,
  createMaintenance,
  getRegionPage,
  getSystemStatus,
  getUptime,
  incidentIn,
  pushComponentStatus,
  putComponent,
  putRegion,
  type RegionFacts,
  type Report,
  regionsEver,
  type StatusContext,
  type StatusStore,
  updateMaintenance,
} from '../../status/index.ts';
import type { Ledger } from './ledger-contents.ts';

/** That the part of a region's history which is loaded is enough to judge it. */
export function describeRegionHistory(ledgerOf: () => Ledger): void {
  it('from any moment on is enough to judge the region at any later one', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, anyMoment, anyMoment, async (history, one, other) => {
        const regions = [`eu-${++told}`, `us-${told}`] as const;
        const [region] = regions;
        const ledger = ledgerOf();
        const reports = await tell(ledger, regions, history);
        const [from, now] = one < other ? [one, other] : [other, one];
        const all = at(now, ledger, await allThatWasSaid(ledger, region, reports));
        const whole = await getSystemStatus(all, region);
        for (const start of [0, from]) {
          const part = at(now, ledger, await ledger.status.loadRegion(region, start));
          const judged = await getSystemStatus(part, region);
          // Since when may lie before what was loaded and is not known then; it is never told wrong.
          const since = start === 0 ? judged.body.since : (judged.body.since ?? whole.body.since);
          expect({ ...judged, body: { ...judged.body, since } }).toEqual(whole);
        }
        const loading = at(now, ledger);
        expect(await getSystemStatus(loading, region)).toEqual(whole);
        expect(await getUptime(loading, region, 5)).toEqual(await getUptime(all, region, 5));
        expect(await getRegionPage(loading, region)).toEqual(await getRegionPage(all, region));
      }),
      { numRuns: 300 },
    );
  });
}

/** The ledger as it is read at a moment; with facts, those are all that is read of any region. */
function at(now: number, { status }: Ledger, facts?: RegionFacts): StatusContext {
  const store = facts ? { ...status, loadRegion: async () => facts } : status;
  return { store, clock: { now: () => now } };
}

/** Each history is told of two regions of its own. */
let told = 0;
const firstDay = Date.UTC(2026, 0, 1);
const anyMoment = fc.integer({ min: 0, max: 28 }).map((halfDays) => firstDay + (halfDays * dayMs) / 2);

const anyId = fc.constantFrom('print' as const, 'scan' as const);
const anyPlaces = fc.constantFrom('here' as const, 'elsewhere' as const, 'everywhere' as const);

const anyStep = fc.oneof(
  fc.record({
    does: fc.constant('put component' as const),
    id: anyId,
    status_code: fc.constantFrom(...statusCodes, null, undefined),
  }),
  fc.record({
    does: fc.constant('push' as const),
    id: anyId,
    status_code: fc.constantFrom(...statusCodes),
    interval_seconds: fc.constantFrom(43_200, 86_400, null),
    message: fc.constantFrom('It is so', null),
  }),
  fc.record({
    does: fc.constant('create incident' as const),
    impact: fc.constantFrom(...incidentImpacts),
    status: fc.constantFrom(...incidentStatuses),
    daysAgo: fc.nat(3),
    places: anyPlaces,
  }),
  fc.record({
    does: fc.constant('update incident' as const),
    which: fc.nat(2),
    status: fc.constantFrom(...incidentStatuses),
    places: anyPlaces,
    component_ids: fc.subarray(['print', 'scan']),
  }),
  fc.record({
    does: fc.constant('create maintenance' as const),
    announcedDaysBefore: fc.nat(2),
    inDays: fc.nat(2),
    days: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ does: fc.constant('cancel maintenance' as const), which: fc.nat(1) }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** What operators and probes say, by and by; what is said on one half day is told at one moment. */
const anyHistory = fc
  .array(fc.record({ at: anyMoment, step: anyStep }), { minLength: 1, maxLength: 14 })
  .map((history) => history.toSorted((a, b) => a.at - b.at));
type History = typeof anyHistory extends fc.Arbitrary<infer T> ? T : never;

interface Setting {
  readonly here: string;
  readonly elsewhere: string;
  readonly incidents: string[];
  readonly maintenance: string[];
}

/** Gives the reports that were written, the newest first: all else can be listed afterwards. */
async function tell(
  ledger: Ledger,
  [here, elsewhere]: readonly [string, string],
  history: History,
): Promise<readonly Report[]> {
  const setting: Setting = { here, elsewhere, incidents: [], maintenance: [] };
  const { store, reports } = recording(ledger.status);
  const context = (now: number): StatusContext => ({ store, clock: { now: () => now } });
  for (const region of [here, elsewhere]) {
    await putRegion(context(firstDay), systemActor, region, { name: region });
  }
  for (const { at: now, step } of history) {
    await take(context(now), now, step, setting).catch((error: unknown) => {
      // Maintenance that is over, an incident that is not there: operators are told so, and history goes on.
      if (!(error instanceof Refusal)) throw error;
    });
  }
  return reports;
}

function recording(status: StatusStore) {
  const reports: Report[] = [];
  const write = (report: Report) => {
    const same = reports.findIndex((old) => isSame(old, report));
    if (same >= 0) reports.splice(same, 1);
    reports.unshift(report);
  };
  const store: StatusStore = {
    ...status,
    saveComponent(component, report, audit) {
      if (report) write(report);
      return status.saveComponent(component, report, audit);
    },
    saveReport(report, audit) {
      write(report);
      return status.saveReport(report, audit);
    },
    hearReport(report, heardAt) {
      const i = reports.findIndex((old) => isSame(old, report));
      reports.splice(i, 1, { ...report, heardAt });
      return status.hearReport(report, heardAt);
    },
  };
  return { store, reports };
}

function isSame(a: Report, b: Report): boolean {
  return a.componentId === b.componentId && a.source === b.source && a.from === b.from;
}

async function take(status: StatusContext, now: number, step: Step, setting: Setting): Promise<void> {
  const { here, elsewhere } = setting;
  const placesOf = { here: [here], elsewhere: [elsewhere], everywhere: [here, elsewhere] };
  const inDays = (days: number) => formatInstant(now + days * dayMs);
  switch (step.does) {
    case 'put component': {
      const { id, status_code } = step;
      const input = { name: id, job_types: [id], ...(status_code === undefined ? {} : { status_code }) };
      await putComponent(status, systemActor, { region: here, id }, input);
      return;
    }
    case 'push': {
      const { does: _, id, ...input } = step;
      await pushComponentStatus(status, systemActor, { region: here, id }, input);
      return;
    }
    case 'create incident': {
      const { impact, places, daysAgo } = step;
      const said = { name: 'Slow', body: 'News.', impact, status: step.status };
      const input = { ...said, regions: placesOf[places], started_at: inDays(-daysAgo) };
      setting.incidents.push((await createIncident(status, systemActor, input)).id);
      return;
    }
    case 'update incident': {
      const id = setting.incidents[step.which] ?? 'inc_none';
      const { component_ids, places } = step;
      const input = { status: step.status, body: 'More.', regions: placesOf[places], component_ids };
      await addIncidentUpdate(status, systemActor, id, input);
      return;
    }
    case 'create maintenance': {
      const { announcedDaysBefore, days } = step;
      const input = {
        name: 'New servers',
        body: 'Soon.',
        regions: [here],
        announce_at: inDays(step.inDays - announcedDaysBefore),
        starts_at: inDays(step.inDays),
        ends_at: inDays(step.inDays + days),
      };
      setting.maintenance.push((await createMaintenance(status, systemActor, input)).id);
      return;
    }
    case 'cancel maintenance': {
      const id = setting.maintenance[step.which] ?? 'mnt_none';
      await updateMaintenance(status, systemActor, id, { cancelled: true });
      return;
    }
  }
}

/** Put together from the lists, which know nothing of moments. */
async function allThatWasSaid(
  { status }: Ledger,
  region: string,
  reports: readonly Report[],
): Promise<RegionFacts> {
  const everything = { limit: 100_000 };
  const components = (await status.listComponents(region, everything)).map((component) => ({
    ...component,
    reports: reports.filter(({ componentId }) => componentId === component.id),
  }));
  const incidents = (await status.listIncidents(everything)).filter((incident) =>
    regionsEver(incident).includes(region),
  );
  const maintenance = (await status.listMaintenance(everything)).filter(({ regions }) =>
    regions.includes(region),
  );
  const here = incidents.flatMap((incident) => incidentIn(incident, region) ?? []);
  const written = [...components, ...here, ...maintenance].map(({ updatedAt }) => updatedAt);
  const heard = reports.map(({ heardAt }) => heardAt);
  const observedAt = written.length === 0 ? null : Math.max(...written, ...heard);
  return { region, from: 0, components, incidents, maintenance, observedAt };
}
