import { type AlertSeverity, type Incident, incidentImpacts } from '@platen/contract';
import type { StatusOfRegion } from '../../status/index.ts';
import type { Observation } from '../observation.ts';
import type { ConditionOf } from '../rule.ts';
import { statusThread } from '../thread.ts';

/** One observation for each incident that goes on in the region. One that is over is observed no more. */
export function observeIncidents(
  condition: ConditionOf<'incident'>,
  severity: AlertSeverity,
  status: StatusOfRegion,
): Observation[] {
  const atLeast = incidentImpacts.indexOf(condition.impact_at_least ?? 'minor');
  const types = condition.job_types;
  return status.active_incidents
    .filter(({ kind, impact }) => kind === 'incident' && incidentImpacts.indexOf(impact) >= atLeast)
    .filter(
      ({ job_types }) => !types || job_types.length === 0 || job_types.some((type) => types.includes(type)),
    )
    .map((incident) => observe(incident, severity, status.region, condition.updates ?? true));
}

function observe(
  incident: Incident,
  severity: AlertSeverity,
  region: string,
  withUpdates: boolean,
): Observation {
  const [latest] = incident.updates;
  return {
    subject: `incident ${incident.id}`,
    verdict: 'bad',
    severity,
    title: incident.name,
    sentence: latest
      ? `${capitalized(incident.status)}: ${latest.body}`
      : `${incident.name} (${incident.status})`,
    facts: [
      { name: 'Region', value: region },
      { name: 'Impact', value: incident.impact },
      { name: 'Status', value: incident.status },
      { name: 'Began', value: incident.started_at },
      ...(incident.job_types.length > 0 ? [{ name: 'Jobs', value: incident.job_types.join(', ') }] : []),
    ],
    thread: statusThread(region),
    news: withUpdates ? `${latest?.id ?? ''} ${incident.impact}` : '',
    handledOnceAcknowledged: false,
    jobTypes: incident.job_types,
  };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
