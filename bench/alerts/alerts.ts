import type { Result } from '../support/result.ts';
import { benchDelivery } from './delivery.ts';
import { benchPass, benchRest } from './pass.ts';

/** How fast a fact is told, and what it costs to watch many organizations. */
export async function benchAlerts(): Promise<Result> {
  const pass = await benchPass();
  const rest = await benchRest();
  const delivery = await benchDelivery();
  return {
    tables: [pass.table, rest.table, delivery.table],
    verdicts: [...pass.verdicts, ...rest.verdicts, ...delivery.verdicts],
    notes: [
      'Each organization has its six first rules and a channel. All of a region are looked at when its status changes, otherwise each by itself when something of its own does, and once an hour. CPU is that of the whole process, the writing thread included.',
    ],
  };
}
