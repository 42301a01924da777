import { jobTypes, organizationScopes } from '@platen/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator, getOrganization, listAudit, systemActor } from '../access/index.ts';
import { getJobStats, retireSource } from '../jobs/index.ts';
import { dayMs, formatInstant, hourMs } from '../kit/instant.ts';
import { addIncidentUpdate, createIncident } from '../status/index.ts';
import { busynessOf } from './calendar.ts';
import { clinic } from './clinic.ts';
import { makeFolder, openRooms, openRoomsIn } from './demo.fixture.ts';
import { createDemoKey, fillDemo, isDemoPresent } from './index.ts';
import { jobsOfHour } from './jobs-of-hour.ts';

const start = '2026-11-23T09:20:30Z';
const [clinicId, schoolId] = ['4725fffa', 'b0c3d9e1'];

type Demo = Awaited<ReturnType<typeof openRooms>>;

/** The first fill takes seconds, so it is made once; each test works on a copy. */
const filled = makeFolder();
const progress: number[] = [];
let firstBatches: Demo['ingested'];
beforeAll(async () => {
  await using demo = await openRoomsIn(filled.folder, start);
  await fillDemo(demo.rooms, (done) => progress.push(done));
  firstBatches = demo.ingested;
});
afterAll(() => filled[Symbol.dispose]());

describe('the first fill', () => {
  it('makes a year of jobs for each organization', async () => {
    await using demo = await openRooms(start, filled.folder);
    for (const orgId of [clinicId, schoolId]) {
      const { totals, series } = await statsOf(demo, orgId, 366, 'month');
      expect(totals?.submitted).toBeGreaterThan(50_000);
      expect(totals?.submitted).toBeLessThan(80_000);
      expect(series?.length).toBe(13);
    }
  });

  it('shows what every kind of source can see, and null where none can', async () => {
    await using demo = await openRooms(start, filled.folder);
    const { jobs } = await statsOf(demo, clinicId, 366);
    for (const type of jobTypes) expect(jobs[type]?.failed).toBeGreaterThan(0);
    expect(jobs.print?.cancel_rate).toBeGreaterThan(0.02);
    expect(jobs.print?.cancel_rate).toBeLessThan(0.04);
    expect(jobs.print?.abandoned).toBeGreaterThan(50);
    expect(jobs.scan).toMatchObject({ cancelled: null, open: null });
    const atSchool = (await statsOf(demo, schoolId, 366)).jobs;
    expect(atSchool).toMatchObject({ print: { cancelled: null, failed: null, wait_seconds: null } });
    expect(atSchool).toMatchObject({ scan: null, fax: null });
  });

  it('tells of nothing that lies in the future', () => {
    const now = Date.parse(start);
    for (const { jobs } of firstBatches) {
      const latest = jobs.flatMap((job) => [
        job.submittedAt,
        job.updatedAt,
        job.processingAt,
        job.finishedAt,
      ]);
      expect(latest.every((at) => at === null || at <= now)).toBe(true);
    }
  });

  it('tells how far it is, up to the end', () => {
    expect(progress.length).toBeGreaterThan(10);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
  });

  it('that was broken off is finished by the next, as if it had not been', async () => {
    await using unbroken = await openRooms(start, filled.folder);
    await using demo = await openRooms(start);
    demo.breakAfter(17);
    await expect(fillDemo(demo.rooms)).rejects.toThrow('The disk is full.');
    demo.breakAfter(Number.POSITIVE_INFINITY);
    await fillDemo(demo.rooms);
    expect(await meterOf(demo)).toEqual(await meterOf(unbroken));
  });
});

describe('filling again', () => {
  it('at the same moment changes nothing', async () => {
    await using demo = await openRooms(start, filled.folder);
    const meter = await meterOf(demo);
    const audit = await listAudit(demo.rooms.access, undefined, { limit: 100 });
    await fillDemo(demo.rooms);
    expect(demo.ingested.some(({ counts }) => counts.unchanged > 0)).toBe(true);
    expect(demo.ingested.every(({ counts }) => counts.accepted === 0 && counts.updated === 0)).toBe(true);
    expect(await meterOf(demo)).toEqual(meter);
    expect(await listAudit(demo.rooms.access, undefined, { limit: 100 })).toEqual(audit);
  });

  it('often comes to the same as filling once, through a whole week', async () => {
    await using once = await openRooms(start, filled.folder);
    await using often = await openRooms(start, filled.folder);
    const week = 7 * 86_400;
    once.clock.advance(week);
    await fillDemo(once.rooms);
    const step = 4567;
    for (let passed = 0; passed < week; passed += step) {
      often.clock.advance(Math.min(step, week - passed));
      await fillDemo(often.rooms);
    }
    expect(await meterOf(often)).toEqual(await meterOf(once));
    expect((await statsOf(once, clinicId, 7)).totals?.submitted).toBeGreaterThan(1000);
  });

  it('lets every source be heard, though nothing happens at night', async () => {
    await using demo = await openRooms(start, filled.folder);
    demo.clock.set('2026-11-29T08:00:00Z');
    await fillDemo(demo.rooms);
    const { jobs, watermark } = await statsOf(demo, schoolId, 1);
    expect(jobs.print?.submitted).toBe(0);
    expect(watermark).toBe('2026-11-29T08:00:00Z');
  });

  it('completes the jobs that were open', async () => {
    await using demo = await openRooms(start, filled.folder);
    const { hourAt, processingAt } = nextPrint(demo);
    demo.clock.set(formatInstant(processingAt));
    await fillDemo(demo.rooms);
    expect((await printsSince(demo, hourAt)).open).toBeGreaterThan(0);
    // At night nothing is in the works for long.
    demo.clock.set('2026-11-24T02:00:00Z');
    await fillDemo(demo.rooms);
    expect((await printsSince(demo, hourAt)).open).toBe(0);
  });

  it('leaves a source alone that a visitor has retired', async () => {
    await using demo = await openRooms(start, filled.folder);
    await retireSource(demo.rooms.jobs, systemActor, clinicId, 'fax-gateway');
    demo.clock.advance(86_400);
    await fillDemo(demo.rooms);
    const sources = await demo.rooms.jobs.store.listSources(clinicId);
    expect(sources.find(({ source }) => source === 'fax-gateway')?.retiredAt).toBe(Date.parse(start));
  });

  it('is not misled by an event of a visitor that is dated ahead', async () => {
    await using demo = await openRooms(start, filled.folder);
    await using undisturbed = await openRooms(start, filled.folder);
    const [job] = firstBatches.flatMap(({ jobs }) => jobs).filter(({ source }) => source === 'cups-01');
    if (!job) throw new Error('There is no job to send again.');
    const ahead = { ...job, jobId: 'ahead', updatedAt: Date.parse(start) + dayMs };
    await demo.rooms.jobs.store.ingest(clinicId, {
      jobs: [ahead],
      receivedAt: Date.parse(start),
      heardFrom: null,
    });
    for (const { clock, rooms } of [demo, undisturbed]) {
      clock.advance(4 * 3600);
      await fillDemo(rooms);
    }
    const submitted = async (of: Demo) => (await statsOf(of, clinicId, 1)).totals?.submitted;
    expect(await submitted(demo)).toBe(await submitted(undisturbed));
  });

  it('lets jobs fail while an incident is on that a visitor opened', async () => {
    await using demo = await openRooms(start, filled.folder);
    const { id } = await createIncident(demo.rooms.status, systemActor, {
      name: 'Faxes and prints are lost',
      impact: 'critical',
      regions: ['eu'],
      component_ids: ['print'],
      body: 'A trial.',
    });
    demo.clock.advance(6 * 3600);
    await addIncidentUpdate(demo.rooms.status, systemActor, id, { status: 'resolved', body: 'Over.' });
    await fillDemo(demo.rooms);
    const during = await printsSince(demo, Date.parse(start));
    expect(during.failed).toBeGreaterThan(0.5 * during.submitted);
    const later = demo.clock.now();
    demo.clock.advance(24 * 3600);
    await fillDemo(demo.rooms);
    const after = await printsSince(demo, later);
    expect(after.failed).toBeLessThan(0.1 * after.submitted);
  });
});
describe("the demo's key", () => {
  it('opens the first organization for everything, for 30 days, and says that it is the demo', async () => {
    await using demo = await openRooms(start, filled.folder);
    expect(await isDemoPresent(demo.rooms)).toBe(true);
    const { orgId, key } = await createDemoKey(demo.rooms);
    expect(orgId).toBe(clinicId);
    expect(key).toMatch(/^platen_test_/);
    const authenticator = new Authenticator(demo.rooms.access);
    const actor = await authenticator.authenticate(key, '127.0.0.1', null);
    expect(actor).toMatchObject({
      org: { orgId: clinicId },
      scopes: Object.keys(organizationScopes),
    });
    demo.clock.advance(30 * 86_400);
    await expect(authenticator.authenticate(key, '127.0.0.1', null)).rejects.toMatchObject({
      code: 'key_expired',
    });
  });

  it('is not there before the demo is', async () => {
    await using demo = await openRooms(start);
    expect(await isDemoPresent(demo.rooms)).toBe(false);
    await expect(createDemoKey(demo.rooms)).rejects.toMatchObject({ code: 'not_found' });
  });
});

async function statsOf({ rooms, clock }: Demo, orgId: string, days: number, interval?: 'month') {
  const org = await getOrganization(rooms.access, orgId);
  const from = formatInstant(clock.now() - days * dayMs);
  return getJobStats(rooms.jobs, org, { from, ...(interval && { interval }) });
}

async function printsSince({ rooms }: Demo, from: number) {
  const org = await getOrganization(rooms.access, clinicId);
  const { jobs } = await getJobStats(rooms.jobs, org, { from: formatInstant(from), type: ['print'] });
  if (!jobs.print) throw new Error('Nobody tells of print jobs.');
  return jobs.print;
}

/** All counts and histograms of both organizations, and how far their sources have come. */
async function meterOf({ rooms, clock }: Demo) {
  const { store } = rooms.jobs;
  const first = Date.parse(start) - 400 * dayMs;
  const boundaries = Array.from({ length: 500 }, (_, day) => first - (first % dayMs) + day * dayMs);
  return Promise.all(
    [clinicId, schoolId].map(async (orgId) => {
      const [rows] = await store.readMeter(orgId, [{ boundaries, types: jobTypes, by: 'device' }]);
      const sources = await store.listSources(orgId);
      return {
        counts: sorted(rows ?? []),
        sources: sources.map(({ source, newestEventAt, heardAt }) => [source, newestEventAt, heardAt]),
        now: clock.now(),
      };
    }),
  );
}

function sorted(rows: readonly object[]): string[] {
  const plain = (_: string, value: unknown) => (value instanceof Map ? [...value].sort() : value);
  return rows.map((row) => JSON.stringify(row, plain)).sort();
}

/** The first job from now on that will be printed, and the hour it comes in. */
function nextPrint({ clock }: Demo) {
  const [feed] = clinic.feeds;
  if (!feed) throw new Error('The clinic has no feed.');
  const busynessAt = busynessOf(clinic.calendar, 'Europe/Berlin');
  const site = { place: clinic, openedAt: Date.parse(start) - 365 * dayMs, oddities: [], busynessAt };
  const hourAt = (Math.floor(clock.now() / hourMs) + 1) * hourMs;
  for (const { processingAt, end } of jobsOfHour(site, feed, hourAt)) {
    if (processingAt !== null && end === 'completed') return { hourAt, processingAt };
  }
  throw new Error('Nothing is printed in the next hour.');
}
