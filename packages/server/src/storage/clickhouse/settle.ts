import { jobTypes } from '@platen/contract';
import { slotMs } from '../../jobs/index.ts';
import { hourMs } from '../../kit/instant.ts';
import { inTransaction } from '../ledger/transaction.ts';
import { claimSettling, endSettling, type Hour, hoursToSettle, settled } from '../ledger/unsettled-hours.ts';
import { type Counted, recount } from './count-rows.ts';
import { hourOf } from './job-rows.ts';
import type { Meter } from './meter.ts';
import { wholeReplicas } from './replicas.ts';

/** Longer than a round takes; a second server would do no harm, only work for nothing. */
const leaseMs = 120_000;
const hoursPerRound = 500;

/**
 * Recounts hours that nobody writes to any more and puts their counts into the roll-up, from which they are read from
 * then on. Ends when there are none, another server is at it, or not all jobs can be seen.
 */
export async function settleHours(meter: Meter): Promise<boolean> {
  const { db } = meter.ledger;
  for (;;) {
    // Looked at once a second, and mostly there are none: nothing is written for nothing.
    if ((await hoursToSettle(db, meter.clock.now(), 1)).length === 0) return true;
    const now = meter.clock.now();
    const generation = await claimSettling(db, now, now + leaseMs);
    if (generation === undefined) return false;
    try {
      if (!(await settleSome(meter, generation))) return false;
    } finally {
      await endSettling(db, generation);
    }
  }
}

/** False, and nothing done, where jobs may be missing on the replicas that are read. */
async function settleSome(meter: Meter, generation: number): Promise<boolean> {
  const { db } = meter.ledger;
  const replicas = await wholeReplicas(meter.server, meter.tables);
  const hours = await hoursToSettle(db, meter.clock.now(), hoursPerRound);
  const rows: object[] = [];
  for (const [orgId, ofOrganization] of Map.groupBy(hours, (hour) => hour.orgId)) {
    rows.push(...(await recounted(meter, orgId, ofOrganization)).map((row) => ({ ...row, generation })));
  }
  const isWhole = replicas !== undefined && replicas === (await wholeReplicas(meter.server, meter.tables));
  if (!isWhole) return false;
  // Not again: of two inserts of one generation the counts would add up.
  if (rows.length > 0) await meter.server.insert(meter.tables.jobCount, rows, 'once');
  await inTransaction(db, (tx) => settled(tx, generation, hours));
  return true;
}

async function recounted(
  { server, tables }: Meter,
  orgId: string,
  hours: readonly Hour[],
): Promise<object[]> {
  const numbers = hours.map(({ hour }) => hour);
  const from = Math.min(...numbers);
  const slots = (Math.max(...numbers) + hourMs - from) / slotMs;
  const boundaries = Array.from({ length: slots + 1 }, (_, index) => from + index * slotMs);
  const asked = { orgId, boundaries, types: jobTypes, by: 'device' } as const;
  const counted = await recount(server, tables, asked, numbers);
  return counted.map((row) => toRow(orgId, from + row.part * slotMs, row));
}

function toRow(
  orgId: string,
  slot: number,
  { type, source, device, amounts, wait, completion }: Counted,
): object {
  const { colorPages, ...named } = amounts;
  return {
    org_id: orgId,
    hour: hourOf(slot),
    slot,
    type,
    source,
    device,
    ...named,
    color_pages: colorPages,
    wait_bucket: wait[0],
    wait_n: wait[1],
    completion_bucket: completion[0],
    completion_n: completion[1],
  };
}
