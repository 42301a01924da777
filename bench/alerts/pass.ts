import { setTimeout as pause } from 'node:timers/promises';
import { systemActor } from '../../packages/server/src/access/index.ts';
import { lookAtDue } from '../../packages/server/src/alerts/index.ts';
import { startWatchingAlerts } from '../../packages/server/src/app/watch-alerts.ts';
import { createIncident } from '../../packages/server/src/status/index.ts';
import type { Table, Verdict } from '../support/result.ts';
import { openOrganizations, type Watched } from './organizations.ts';

const sizes = [2_500, 5_000, 10_000];
/** How often jobs make an organization due, which is the shortest time in which a pass comes again by itself. */
const intervalSeconds = 60;
const restMs = 10_000;

interface Measured {
  readonly table: Table;
  readonly verdicts: readonly Verdict[];
}

/** One pass over all organizations: of which nothing has changed, of which an outage begins, and while it goes on. */
export async function benchPass(): Promise<Measured> {
  const passes = [];
  for (const size of sizes) {
    await using watched = await openOrganizations(size);
    await lookAtAll(watched);
    const calm = await lookAtAll(watched);
    await startIncident(watched);
    passes.push({ size, calm, outage: await lookAtAll(watched), outlasting: await lookAtAll(watched) });
  }
  const rows = passes.map(({ size, calm, outage, outlasting }) => [
    size.toLocaleString('en'),
    ...[calm, outage, outlasting].map(shown),
  ]);
  const [smallest, largest] = [passes[0], passes.at(-1)];
  if (!smallest || !largest) throw new Error('There is nothing to compare.');
  const growth = (large: Cost, small: Cost) =>
    large.cpuSeconds / largest.size / (small.cpuSeconds / smallest.size);
  return {
    table: {
      title: 'One pass over all organizations: seconds, and CPU seconds',
      head: ['organizations', 'nothing changed', 'an outage begins for all', 'and goes on'],
      rows,
    },
    verdicts: [
      below(intervalSeconds / 4, largest.calm.cpuSeconds, 'CPU of a pass over 10,000 organizations'),
      below(
        intervalSeconds / 2,
        largest.outage.cpuSeconds,
        'CPU of a pass in which an outage begins for 10,000',
      ),
      ...(['calm', 'outage'] as const).map((name): Verdict => {
        const ratio = growth(largest[name], smallest[name]);
        const what = `CPU of an organization, of 10,000 beside 2,500, ${name}`;
        return { what, measured: `${ratio.toFixed(2)}x`, limit: '<= 1.30x', kept: ratio <= 1.3 };
      }),
    ],
  };
}

/** What it costs to look four times a second whether anything of 10,000 organizations has changed. */
export async function benchRest(): Promise<Measured> {
  const size = 10_000;
  await using watched = await openOrganizations(size);
  await using watching = startWatchingAlerts(watched.server.rooms.alerts, watched.server.log);
  void watching;
  await lookAtAll(watched);
  await pause(1_000);
  const cost = await costOf(() => pause(restMs));
  const share = (100 * cost.cpuSeconds) / cost.seconds;
  return {
    table: {
      title: `At rest: ${size.toLocaleString('en')} organizations watched, nothing changes, ${restMs / 1000} s`,
      head: ['', 'CPU'],
      rows: [['the whole server', `${share.toFixed(1)} %`]],
    },
    verdicts: [{ what: 'CPU at rest', measured: `${share.toFixed(1)} %`, limit: '< 10 %', kept: share < 10 }],
  };
}

interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

function lookAtAll({ server, orgIds }: Watched): Promise<Cost> {
  const { alerts } = server.rooms;
  return costOf(async () => {
    for (let from = 0; from < orgIds.length; from += 1_000) {
      await alerts.store.wake(orgIds.slice(from, from + 1_000), alerts.clock.now());
    }
    while ((await lookAtDue(alerts)) > 0);
  });
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [began, cpuBefore] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 };
}

async function startIncident({ server }: Watched): Promise<void> {
  await createIncident(server.rooms.status, systemActor, {
    name: 'Printing is down',
    impact: 'critical',
    regions: ['eu'],
    component_ids: ['print'],
    body: 'We look.',
  });
}

function shown({ seconds, cpuSeconds }: Cost): string {
  return `${seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s`;
}

function below(limit: number, seconds: number, what: string): Verdict {
  return { what, measured: `${seconds.toFixed(1)} s`, limit: `< ${limit} s`, kept: seconds < limit };
}
