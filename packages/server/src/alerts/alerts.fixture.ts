import type { Alert } from './alert.ts';
import type { Observation } from './observation.ts';
import type { Rule } from './rule.ts';

/** Half past nine on a Tuesday, in UTC. */
export const start = Date.parse('2026-11-24T09:30:00Z');

export function aRule(fields: Partial<Rule> = {}): Rule {
  return {
    id: 'rul_1',
    orgId: '4725fffa',
    name: 'The service is down',
    enabled: true,
    severity: 'critical',
    condition: { type: 'service_status' },
    forMs: 0,
    keepFiringMs: 0,
    noData: 'keep',
    mute: [],
    createdAt: 0,
    updatedAt: 0,
    ...fields,
  };
}

export function anObservation(fields: Partial<Observation> = {}): Observation {
  return {
    subject: 'region',
    verdict: 'bad',
    severity: 'critical',
    title: 'Major Outage in eu',
    sentence: 'The status of the region eu is Major Outage.',
    facts: [{ name: 'Region', value: 'eu' }],
    thread: 'status eu',
    news: '',
    handledOnceAcknowledged: false,
    jobTypes: ['print'],
    ...fields,
  };
}

export function anAlert(fields: Partial<Alert> = {}): Alert {
  const { verdict: _, ...told } = anObservation();
  return {
    id: 'alt_1',
    orgId: '4725fffa',
    ruleId: 'rul_1',
    state: 'firing',
    ...told,
    since: start,
    firedAt: start,
    wellSince: null,
    resolvedAt: null,
    resolvedBecause: null,
    acknowledgement: null,
    suppressedBy: [],
    updatedAt: start,
    ...fields,
  };
}
