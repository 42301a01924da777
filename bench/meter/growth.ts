import type { JobStats } from '@platen/contract';
import { Child } from '../support/children.ts';
import { atMost, type Result } from '../support/result.ts';
import type { Engine, Place } from './engine.ts';
import { fleet, introduceSources, type Month, monthMs } from './month.ts';

const slotMs = 900_000;
const hourMs = 3_600_000;
const rounds = 7;

/** What 30 days by the hour cost to ask for, however many jobs there were; beside adding up the jobs themselves. */
export async function benchGrowth(
  engines: readonly Engine[],
  extent: keyof Engine['mostJobs'],
): Promise<Result> {
  const rows: string[][] = [];
  const verdicts = [];
  const constants: Record<string, number> = {};
  for (const engine of engines) {
    const measured = await measure(engine, sizesUpTo(engine.mostJobs[extent]));
    const [smallest, largest] = [measured[0], measured.at(-1)];
    if (!smallest || !largest) continue;
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    for (const m of measured) {
      rows.push([
        `${engine.name}, ${m.jobs.toLocaleString('en')} jobs`,
        ms(m.readMs),
        ms(m.rawMs),
        `${(m.rawMs / m.readMs).toFixed(1)}x`,
      ]);
    }
    const times = largest.jobs / smallest.jobs;
    verdicts.push(
      atMost(
        1.5,
        largest.readMs / smallest.readMs,
        `${engine.name}: 30 days by the hour of ${times} times the jobs`,
      ),
    );
    constants[`${engine.name}: 30 days by the hour, CPU ms`] = largest.cpuMs;
  }
  return {
    tables: [
      {
        title: `30 days by the hour: median of ${rounds}, ${fleet.sources} sources, ${fleet.devices} devices, ${fleet.types.length} types`,
        head: ['', 'job-stats', 'GROUP BY over events', 'that beside it'],
        rows,
      },
    ],
    verdicts,
    notes: [
      `Each of these answers of \`/job-stats\` is made anew, with percentiles. The \`GROUP BY\` adds up counts by hour, type and source alone.`,
    ],
    constants,
  };
}

/** From 100,000 on, each ten times the one before. */
function sizesUpTo(most: number): number[] {
  const sizes: number[] = [];
  for (let size = 100_000; size <= most; size *= 10) sizes.push(size);
  return sizes;
}

interface Measured {
  readonly jobs: number;
  readonly readMs: number;
  readonly rawMs: number;
  /** Of the server and the database, for one answer. */
  readonly cpuMs: number;
}

async function measure(engine: Engine, sizes: readonly number[]): Promise<Measured[]> {
  await using place = await engine.place();
  await using platen = await Child.start(
    'platen.ts',
    place.folder,
    String(sizes.length),
    JSON.stringify(place.settings),
  );
  const tenants: { orgId: string; key: string }[] = JSON.parse(platen.hello.tenants ?? '[]');
  const startMs = Math.floor(Date.now() / hourMs) * hourMs - monthMs - hourMs;
  const measured: Measured[] = [];
  for (const [index, jobs] of sizes.entries()) {
    const { orgId = '', key = '' } = tenants[index] ?? {};
    const month = { orgId, key, jobs, startMs };
    await introduceSources(platen, month);
    await place.fillMonth(month);
    measured.push({ jobs, ...(await readMonth(platen, place, month)) });
  }
  return measured;
}

/** Windows that begin a quarter of an hour later each: no answer is one that is remembered. */
async function readMonth(platen: Child, place: Place, month: Month): Promise<Omit<Measured, 'jobs'>> {
  const { totals } = await ask(platen, month, 0);
  const addingFrom = performance.now();
  const sums = await place.addUp(month);
  const rawMs = performance.now() - addingFrom;
  // What was filled in has to be what the server would have counted.
  for (const name of ['submitted', 'completed', 'pages'] as const) {
    if (sums[name] !== totals?.[name])
      throw new Error(`${name}: ${sums[name]} in the jobs, ${totals?.[name]} told.`);
  }
  const before = (await platen.usage()).cpuSeconds + place.cpuSeconds();
  const times: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const began = performance.now();
    await ask(platen, month, round);
    times.push(performance.now() - began);
  }
  const cpuSeconds = (await platen.usage()).cpuSeconds + place.cpuSeconds() - before;
  return { readMs: median(times), rawMs, cpuMs: (cpuSeconds * 1000) / rounds };
}

async function ask(platen: Child, { orgId, key, startMs }: Month, slotsLater: number): Promise<JobStats> {
  const at = (ms: number) => new Date(ms + slotsLater * slotMs).toISOString();
  const query = new URLSearchParams({ from: at(startMs), to: at(startMs + monthMs), interval: 'hour' });
  const response = await fetch(`${platen.hello.url}/v1/orgs/${orgId}/job-stats?${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  if (!response.ok) throw new Error(`The month was answered ${response.status}.`);
  return (await response.json()) as JobStats;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
