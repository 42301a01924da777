import type { AlertCondition, AlertSeverity } from '@platen/contract';
import { auditEntry, systemActor } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { minuteMs } from '../kit/instant.ts';
import type { Rule } from './rule.ts';
import type { AlertsContext } from './store.ts';

interface FirstRule {
  readonly name: string;
  readonly severity: AlertSeverity;
  readonly condition: AlertCondition;
  readonly forMs?: number;
  readonly keepFiringMs?: number;
}

/** What every organization has watched from its beginning, and may change or remove. */
const firstRules: readonly FirstRule[] = [
  {
    name: 'The service is down in my region',
    severity: 'critical',
    condition: { type: 'service_status', at_least: 'partial_outage' },
    keepFiringMs: 2 * minuteMs,
  },
  { name: 'An incident in my region', severity: 'error', condition: { type: 'incident' } },
  { name: 'The subscription comes to its end', severity: 'warning', condition: { type: 'subscription' } },
  {
    name: 'A source has gone quiet',
    severity: 'error',
    condition: { type: 'source_quiet' },
    forMs: minuteMs,
  },
  {
    name: 'Unusual job volume',
    severity: 'warning',
    condition: { type: 'anomaly', kinds: ['spike', 'drop', 'silence'] },
  },
  {
    name: 'Jobs are given up or fail',
    severity: 'warning',
    condition: { type: 'anomaly', kinds: ['abandonment', 'failure'] },
  },
  { name: 'A key in use is about to expire', severity: 'warning', condition: { type: 'key_expiring' } },
  { name: 'Alerts do not arrive', severity: 'error', condition: { type: 'channel_lost' } },
];

/** Gives an organization the rules that all begin with; once, so that what it removed stays removed. */
export async function setUpRules({ store, clock }: AlertsContext, orgId: string): Promise<void> {
  const now = clock.now();
  const rules = firstRules.map(
    ({ forMs = 0, keepFiringMs = 0, ...said }): Rule => ({
      id: newId('rul', now),
      orgId,
      ...said,
      enabled: true,
      forMs,
      keepFiringMs,
      noData: 'keep',
      mute: [],
      createdAt: now,
      updatedAt: now,
    }),
  );
  const audit = auditEntry(systemActor, now, { orgId, action: 'alert_rules.set_up', target: orgId });
  await store.setUp(orgId, rules, audit);
}
