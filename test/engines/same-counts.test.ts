import type { JobEvent } from '@platen/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clickhouse, whyNoClickhouse } from '../support/clickhouse.ts';
import { ClickhouseToday, whyNoClickhouseToday } from '../support/clickhouse-today.ts';
import { postJobs } from '../support/job-events.ts';
import { ask, type Platen, startPlaten } from '../support/platen.ts';
import { Postgres, postgresVersions, whyNoPostgres } from '../support/postgres.ts';

/** Each of the others, with what it is started for and the settings that name it then. */
const engines = [
  ...postgresVersions.map((version) => ({
    name: version.name,
    lacking: whyNoPostgres(version),
    start: async (opened: AsyncDisposableStack) => ({
      DATABASE_URL: await opened.use(await Postgres.start(version)).database(),
    }),
  })),
  {
    name: 'ClickHouse of 2018',
    lacking: whyNoClickhouse(),
    start: async (opened: AsyncDisposableStack) => ({
      CLICKHOUSE_URL: opened.use(await Clickhouse.start()).database(),
    }),
  },
  {
    name: 'ClickHouse of today',
    lacking: whyNoClickhouseToday(),
    start: async (opened: AsyncDisposableStack) => ({
      CLICKHOUSE_URL: opened.use(await ClickhouseToday.start()).database(),
    }),
  },
];

describe.each(engines)('the embedded engine and $name', ({ lacking, start }) => {
  if (lacking) return it.skip(lacking);
  let opened: AsyncDisposableStack;
  let servers: Platen[];
  beforeAll(async () => {
    opened = new AsyncDisposableStack();
    const settings = { PLATEN_REQUESTS_PER_MINUTE: '1000000' };
    const embedded = opened.use(await startPlaten({ settings }));
    const other = { ...settings, ...(await start(opened)) };
    servers = [embedded, opened.use(await startPlaten({ settings: other }))];
  });
  afterAll(() => opened.disposeAsync());

  it('answer the same of the same history, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        someBatches,
        fc.array(someQuery, { minLength: 3, maxLength: 8 }),
        async (batches, queries) => {
          const [embedded, other] = await Promise.all(
            servers.map((server) => tell(server, batches, queries)),
          );
          expect(other).toEqual(embedded);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** What a new organization is answered when it sends the batches, and then when it asks. */
async function tell(platen: Platen, batches: readonly JobEvent[][], queries: readonly string[]) {
  const tenant = await platen.organization({ time_zone: 'Europe/Berlin' });
  const answers: { query: string; status: number; body: unknown }[] = [];
  const add = async (query: string, response: Response) => {
    const { org_id: _, request_id: __, ...body } = (await response.json()) as Record<string, unknown>;
    answers.push({ query, status: response.status, body });
  };
  for (const batch of batches) await add('events', await postJobs(platen, tenant, JSON.stringify(batch)));
  for (const query of queries) {
    await add(query, await ask(platen, `/v1/orgs/${tenant.orgId}/job-stats?${query}`, tenant.key));
  }
  return answers;
}

/** Two days around the end of summer time in Berlin, in quarters of an hour. */
const hourMs = 3_600_000;
const start = Date.UTC(2026, 9, 24, 12);
const moment = fc.nat(4).map((turn) => start + turn * 11.25 * hourMs);
const instant = (ms: number) => new Date(ms).toISOString();

/** Few jobs and moments, so that events of one meet; texts that languages sort otherwise than bytes. */
const someEvent: fc.Arbitrary<JobEvent> = fc
  .record({
    job_id: fc.constantFrom('a', 'B', "'😀{}\\"),
    source: fc.constantFrom('cups-01', 'CUPS.01'),
    submitted: moment,
    type: fc.constantFrom('print', 'scan', 'copy', 'fax'),
    state: fc.constantFrom('pending', 'held', 'processing', 'stopped', 'completed', 'cancelled', 'failed'),
    updatedAfter: fc.constantFrom(0, 1000, 2000, 90_000),
    waited: fc.option(fc.nat(40_000)),
    took: fc.option(fc.nat(400_000)),
    reason: fc.option(fc.constantFrom('job-canceled-by-user', 'aborted-by-system', '"{},\\')),
    pages: fc.option(fc.nat(1_000_000)),
    color_pages: fc.option(fc.nat(9)),
    sheets: fc.option(fc.nat(9)),
    copies: fc.option(fc.integer({ min: 1, max: 3 })),
    device: fc.option(fc.constantFrom('mfp-1', 'MFP-1', 'mfp 1', 'Ärzte', 'null')),
  } as const)
  .map(({ submitted, updatedAfter, waited, took, ...event }) => ({
    ...Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null)),
    job_id: event.job_id,
    type: event.type,
    state: event.state,
    submitted_at: instant(submitted),
    updated_at: instant(submitted + updatedAfter),
    ...(waited === null ? {} : { processing_at: instant(submitted + waited) }),
    ...(took === null ? {} : { finished_at: instant(submitted + took) }),
  }));

const someBatches = fc.array(fc.array(someEvent, { minLength: 1, maxLength: 20 }), { maxLength: 5 });

const someQuery = fc
  .record({
    from: moment,
    hours: fc.integer({ min: 1, max: 60 }),
    interval: fc.option(fc.constantFrom('15m', 'hour', 'day', 'week', 'month')),
    time_zone: fc.option(fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'UTC')),
    group_by: fc.option(fc.constantFrom('device', 'source')),
    limit: fc.option(fc.integer({ min: 1, max: 4 })),
    types: fc.subarray(['print', 'scan', 'copy', 'fax']),
  })
  .map(({ from, hours, types, ...query }) => {
    const window = { from: instant(from), to: instant(from + hours * hourMs) };
    const given = Object.entries({ ...window, ...query }).filter(([, value]) => value !== null);
    return new URLSearchParams([
      ...given.map(([name, value]): [string, string] => [name, String(value)]),
      ...types.map((type): [string, string] => ['type', type]),
    ]).toString();
  });
