import { incidentImpacts, incidentStatuses, Refusal, statusCodes } from '@platen/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { systemActor } from '../../access/index.ts';
import { dayMs, formatInstant } from '../../kit/instant.ts';
import {
  addIncidentUpdate,
  type ComponentChange,
  createIncident,
  createMaintenance,
  getSystemStatus,
  putComponent,
  putRegion,
  type RegionFacts,
  type StatusContext,
  type StatusStore,
  updateMaintenance,
} from '../../status/index.ts';
import type { Ledger } from './ledger-contents.ts';

/** That the part of a region's history which is loaded is enough to judge it. */
export function describeRegionHistory(ledgerOf: () => Ledger): void {
  it('from any moment on is enough to judge the region at any later one', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, anyDay, anyDay, async (history, one, other) => {
        const regions = [`eu-${++told}`, `us-${told}`] as const;
        const [region] = regions;
        const ledger = ledgerOf();
        const changes = await tell(ledger, regions, history);
        const [from, now] = one < other ? [one, other] : [other, one];
        const whole = await judge(ledger, region, now, await allThatWasSaid(ledger, region, changes));
        for (const start of [0, from]) {
          const judged = await judge(ledger, region, now, await ledger.status.loadRegion(region, start));
          // Since when may lie before what was loaded and is not known then; it is never told wrong.
          const since = start === 0 ? judged.body.since : (judged.body.since ?? whole.body.since);
          expect({ ...judged, body: { ...judged.body, since } }).toEqual(whole);
        }
      }),
      { numRuns: 300 },
    );
  });
}

/** Each history is told of two regions of its own. */
let told = 0;
const firstDay = Date.UTC(2026, 0, 1);
const anyDay = fc.integer({ min: 0, max: 14 }).map((day) => firstDay + day * dayMs);

const anyStep = fc.oneof(
  fc.record({
    does: fc.constant('put component' as const),
    id: fc.constantFrom('print' as const, 'scan' as const),
    status_code: fc.constantFrom(...statusCodes),
  }),
  fc.record({
    does: fc.constant('create incident' as const),
    impact: fc.constantFrom(...incidentImpacts),
    status: fc.constantFrom(...incidentStatuses),
    daysAgo: fc.nat(3),
    places: fc.constantFrom('here', 'elsewhere', 'everywhere'),
  }),
  fc.record({
    does: fc.constant('update incident' as const),
    which: fc.nat(2),
    status: fc.constantFrom(...incidentStatuses),
  }),
  fc.record({
    does: fc.constant('create maintenance' as const),
    inDays: fc.nat(2),
    days: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ does: fc.constant('cancel maintenance' as const), which: fc.nat(1) }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** What operators say, day by day; what is said on one day is told at one moment. */
const anyHistory = fc
  .array(fc.record({ at: anyDay, step: anyStep }), { minLength: 1, maxLength: 10 })
  .map((history) => history.toSorted((a, b) => a.at - b.at));
type History = typeof anyHistory extends fc.Arbitrary<infer T> ? T : never;

interface Setting {
  readonly here: string;
  readonly elsewhere: string;
  readonly incidents: string[];
  readonly maintenance: string[];
}

/** Gives the changes of components, the newest first: all else can be listed afterwards. */
async function tell(
  ledger: Ledger,
  [here, elsewhere]: readonly [string, string],
  history: History,
): Promise<ComponentChange[]> {
  const setting: Setting = { here, elsewhere, incidents: [], maintenance: [] };
  const changes: ComponentChange[] = [];
  const store: StatusStore = {
    ...ledger.status,
    saveComponent(component, change, audit) {
      if (change) changes.unshift(change);
      return ledger.status.saveComponent(component, change, audit);
    },
  };
  const at = (now: number): StatusContext => ({ store, clock: { now: () => now } });
  for (const region of [here, elsewhere]) {
    await putRegion(at(firstDay), systemActor, region, { name: region });
  }
  for (const { at: now, step } of history) {
    await take(at(now), now, step, setting).catch((error: unknown) => {
      // Maintenance that is over, an incident that is not there: operators are told so, and history goes on.
      if (!(error instanceof Refusal)) throw error;
    });
  }
  return changes;
}

async function take(status: StatusContext, now: number, step: Step, setting: Setting): Promise<void> {
  switch (step.does) {
    case 'put component': {
      const { id, status_code } = step;
      const input = { name: id, job_types: [id], status_code };
      await putComponent(status, systemActor, { region: setting.here, id }, input);
      return;
    }
    case 'create incident': {
      const { impact, places, daysAgo } = step;
      const regions = [
        ...(places === 'elsewhere' ? [] : [setting.here]),
        ...(places === 'here' ? [] : [setting.elsewhere]),
      ];
      const started_at = formatInstant(now - daysAgo * dayMs);
      const input = { name: 'Slow', body: 'News.', impact, regions, status: step.status, started_at };
      setting.incidents.push((await createIncident(status, systemActor, input)).id);
      return;
    }
    case 'update incident': {
      const id = setting.incidents[step.which] ?? 'inc_none';
      await addIncidentUpdate(status, systemActor, id, { status: step.status, body: 'More.' });
      return;
    }
    case 'create maintenance': {
      const starts_at = formatInstant(now + step.inDays * dayMs);
      const ends_at = formatInstant(now + (step.inDays + step.days) * dayMs);
      const input = { name: 'New servers', body: 'Soon.', regions: [setting.here], starts_at, ends_at };
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
  changes: readonly ComponentChange[],
): Promise<RegionFacts> {
  const everything = { limit: 100_000 };
  const ofRegion = <T extends { readonly regions: readonly string[] }>(items: readonly T[]) =>
    items.filter(({ regions }) => regions.includes(region));
  const components = (await status.listComponents(region, everything)).map((component) => ({
    ...component,
    changes: changes.filter(({ componentId }) => componentId === component.id),
  }));
  const incidents = ofRegion(await status.listIncidents(everything));
  const maintenance = ofRegion(await status.listMaintenance(everything));
  const told = [...components, ...incidents, ...maintenance].map(({ updatedAt }) => updatedAt);
  const observedAt = told.length === 0 ? null : Math.max(...told);
  return { region, from: 0, components, incidents, maintenance, observedAt };
}

/** The region as it is judged at `now` by these facts. */
function judge({ status }: Ledger, region: string, now: number, facts: RegionFacts) {
  const store: StatusStore = { ...status, loadRegion: async () => facts };
  return getSystemStatus({ store, clock: { now: () => now } }, region);
}
