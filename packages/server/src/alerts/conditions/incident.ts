import { type AlertSeverity, type Incident, incidentImpacts } from '@platen/contract';
import type { StatusOfRegion } from '../../status/index.ts';
import type { Facts } from '../facts.ts';
import type { Observation } from '../observation.ts';
import type { ConditionOf } from '../rule.ts';
import { statusThread } from '../thread.ts';

/** One observation for each incident that goes on in the region, and is what the rule is about. */
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

/** What was said last of those that are over, or are no longer what the rule is about. */
export async function observePastIncidents(
  subjects: readonly string[],
  severity: AlertSeverity,
  facts: Pick<Facts, 'incident' | 'org'>,
): Promise<Observation[]> {
  const ids = subjects.map((subject) => subject.slice(prefix.length));
  const incidents = await Promise.all(ids.map((id) => facts.incident(id)));
  return incidents
    .filter((incident) => incident !== undefined)
    .map((incident) => ({
      ...observe(incident, severity, facts.org.region, true),
      verdict: 'well',
      sentence:
        incident.resolved_at === null
          ? `It goes on, with ${incident.impact} impact, which is not what the rule is about. ${lastWords(incident)}`
          : lastWords(incident),
    }));
}

const prefix = 'incident ';

function observe(
  incident: Incident,
  severity: AlertSeverity,
  region: string,
  withUpdates: boolean,
): Observation {
  const [latest] = incident.updates;
  return {
    subject: `${prefix}${incident.id}`,
    verdict: 'bad',
    severity,
    title: incident.name,
    sentence: lastWords(incident),
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

function lastWords({ name, status, updates: [latest] }: Incident): string {
  return latest ? `${capitalized(status)}: ${latest.body}` : `${name} (${status})`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
