import type { JobType } from '@platen/contract';
import { dayMs } from '../../kit/instant.ts';
import {
  type DayDigest,
  emptyDay,
  type MeterTable,
  type MeterToCopy,
  meterTables,
  type Span,
} from './meter.ts';
import type { Selection, StoreToCopy } from './store-to-copy.ts';

/** The column that tells the time of a row, which is not before 1970. */
const timeOf = { job: 'submitted_at', job_count: 'slot' } as const;

/** The meter of an engine that has it in tables beside the ledger. */
export function sqlMeter(store: StoreToCopy): MeterToCopy {
  return {
    countJobs: (floors) =>
      store.reading(async (session) => {
        const rows = await session.query(
          'select org_id, type, cast(sum(submitted) as bigint) as jobs from job_count where slot >= ? group by org_id, type order by 1, 2',
          [floors.counts],
        );
        const ofOrganization = Map.groupBy(rows, ({ org_id }) => String(org_id));
        return new Map(
          [...ofOrganization].map(([orgId, counts]) => [
            orgId,
            new Map(counts.map(({ type, jobs }) => [type as JobType, Number(jobs)] as const)),
          ]),
        );
      }),

    digests: (orgId, floors) =>
      store.reading(async (session) => {
        const days = new Map<number, DayDigest>();
        const always = { orgId, floors, from: 0, until: farAwayDay };
        for (const table of meterTables) {
          const digests = await session.digests(selectionOf(table, always), `${timeOf[table]} / ${dayMs}`);
          for (const [day, digest] of digests) {
            days.set(day, { ...(days.get(day) ?? emptyDay), [table]: digest });
          }
        }
        return days;
      }),

    readSpan: (span, take) =>
      store.reading(async (session) => {
        for (const table of meterTables) {
          for await (const rows of session.readRows(selectionOf(table, span))) await take(table, rows);
        }
      }),

    replaceSpan: (span, fill) =>
      store.writing(async (session) => {
        for (const table of meterTables)
          await session.deleteRows(selectionOf(table, { ...span, floors: noFloors }));
        await fill((table, rows) => session.insertRows(table, rows));
      }),
  };
}

const noFloors = { jobs: 0, counts: 0 };
const farAwayDay = 1_000_000;

function selectionOf(table: MeterTable, { orgId, from, until, floors }: Span): Selection {
  const earliest = Math.max(from * dayMs, table === 'job' ? floors.jobs : floors.counts);
  return {
    table,
    where: `org_id = ? and ${timeOf[table]} >= ? and ${timeOf[table]} < ?`,
    parameters: [orgId, earliest, until * dayMs],
  };
}
