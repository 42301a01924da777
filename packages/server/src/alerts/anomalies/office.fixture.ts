import type { StoredJob } from '../../jobs/index.ts';
import { hourMs, minuteMs } from '../../kit/instant.ts';
import { openRoom } from '../alerts-room.fixture.ts';
import { officeJobs, utc } from '../detectors/counts.fixture.ts';
import { expectedIn } from '../detectors/index.ts';
import { advanceSeriesDue } from './advance-due.ts';
import { anomalyBody } from './anomaly.ts';
import { readWatched } from './watched-series.ts';

const quarterMs = 15 * minuteMs;
const weekMs = 7 * 24 * hourMs;

/** How many jobs of a device came in the quarter of an hour that begins then, and how many of them were given up. */
export type Coming = (
  device: string,
  at: number,
) => number | { readonly jobs: number; readonly givenUp: number };

/** As on any day: about ten jobs a quarter in the middle of a working day on each device. */
export const usual = (_: string, at: number): number => {
  const hours = (at + quarterMs / 2) / hourMs - 0.5;
  const first = Math.floor(hours);
  const [before, after] = [officeJobs(first * hourMs), officeJobs((first + 1) * hourMs)];
  return Math.round((before + (after - before) * (hours - first)) / 4);
};

/**
 * A room with an office whose devices print by way of `cups-01`, which is heard each minute. It is Monday 00:00 UTC, and
 * four weeks are known.
 */
export async function openOffice(devices: readonly string[] = ['mfp-1', 'mfp-2'], coming: Coming = usual) {
  await using opened = new AsyncDisposableStack();
  const room = opened.use(await openRoom());
  const { alerts, orgId, clock } = room;
  const monday = Date.parse('2026-11-23T00:00:00Z');
  await alerts.jobs.store.declareSource(orgId, 'cups-01', {
    types: ['print'],
    outcomes: ['completed', 'cancelled', 'failed', 'abandoned'],
    intervalSeconds: 60,
    timeZone: null,
  });
  const send = (jobs: readonly StoredJob[], receivedAt: number) =>
    alerts.jobs.store.ingest(orgId, { jobs, receivedAt, heardFrom: 'cups-01' });
  const jobsFrom = (from: number, to: number, coming: Coming) => {
    const jobs: StoredJob[] = [];
    for (let at = from; at < to; at += quarterMs) {
      for (const device of devices) {
        const came = coming(device, at);
        const { jobs: count, givenUp } = typeof came === 'number' ? { jobs: came, givenUp: 0 } : came;
        jobs.push(...Array.from({ length: count }, (_, index) => jobOf(device, at, index, index < givenUp)));
      }
    }
    return jobs;
  };
  const advance = async () => {
    while ((await advanceSeriesDue(alerts)) > 0);
  };
  await send(jobsFrom(monday - 4 * weekMs, monday, coming), monday);
  clock.set('2026-11-23T00:00:10Z');
  await advance();
  const everything = opened.move();
  return {
    ...room,
    advance,
    /** Jobs that are told of late. */
    tell: (from: number, to: number, late: Coming) => send(jobsFrom(from, to, late), clock.now()),
    /** Lets time pass, quarter by quarter. Without `coming` the source is not heard. */
    async pass(to: string, coming: Coming | null) {
      for (let at = Math.floor(clock.now() / quarterMs) * quarterMs; at < Date.parse(to); at += quarterMs) {
        const end = at + quarterMs;
        if (coming) await send(jobsFrom(at, end, coming), end + 5_000);
        clock.advance((end + 40_000 - clock.now()) / 1000);
        await advance();
      }
    },
    /** Of the print jobs of an hour. */
    async expected(hour: string) {
      const stored = await alerts.store.anomalies.listSeries(orgId);
      const print = stored
        .flatMap((each) => readWatched(each) ?? [])
        .find(({ series }) => series === 'print');
      const from = Date.parse(hour);
      return print && expectedIn(print.counts, utc, from, from + hourMs);
    },
    async anomalies() {
      const anomalies = await alerts.store.anomalies.listAnomalies(orgId, { limit: 100 });
      return anomalies.map(anomalyBody);
    },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

function jobOf(device: string, at: number, index: number, givenUp: boolean): StoredJob {
  const submittedAt = at + index * 1_000;
  return {
    source: 'cups-01',
    jobId: `${device} ${at} ${index}`,
    submittedAt,
    type: 'print',
    state: givenUp ? 'cancelled' : 'completed',
    updatedAt: submittedAt + 120_000,
    processingAt: submittedAt + 4_000,
    finishedAt: submittedAt + (givenUp ? 120_000 : 20_000),
    reason: givenUp ? 'job-canceled-by-user' : null,
    pages: 1,
    colorPages: 0,
    sheets: 1,
    copies: 1,
    device,
    abandoned: givenUp,
  };
}
