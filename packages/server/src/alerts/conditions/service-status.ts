import { type AlertSeverity, type StatusCode, type StatusLevel, statusNames } from '@platen/contract';
import type { StatusOfRegion } from '../../status/index.ts';
import { clip } from '../channels/message.ts';
import type { Observation, Verdict } from '../observation.ts';
import type { ConditionOf } from '../rule.ts';
import { statusThread } from '../thread.ts';

/** Judges the region, or each of the components that are named. */
export function observeServiceStatus(
  condition: ConditionOf<'service_status'>,
  severity: AlertSeverity,
  status: StatusOfRegion,
): Observation[] {
  const atLeast = condition.at_least ?? 'partial_outage';
  const { region } = status;
  const common = {
    severity,
    thread: statusThread(region),
    handledOnceAcknowledged: false,
  };
  if (!condition.component_ids) {
    const { service_status_code: code, summary, since } = status;
    return [
      {
        ...common,
        subject: 'region',
        // Where there are no components, all that is known are incidents: without any it is well, and not unknown.
        verdict: status.components.length === 0 && code === 'unknown' ? 'well' : verdictOf(code, atLeast),
        title: clip(`${statusNames[code]} in ${region}: ${summary}`, mostTitle),
        sentence: `The status of the region ${region} is ${statusNames[code]}: ${summary}`,
        facts: [
          { name: 'Region', value: region },
          { name: 'Status', value: statusNames[code] },
          ...(since === null ? [] : [{ name: 'Since', value: since }]),
          ...status.components
            .filter(({ status_code }) => isBad(status_code))
            .map(({ name, status: value }) => ({ name, value })),
        ],
        news: `${code} ${status.components.map(({ id, status_code }) => `${id}=${status_code}`).join(' ')}`,
        jobTypes: status.components
          .filter(({ status_code }) => isAtLeast(status_code, atLeast))
          .flatMap(({ job_types }) => job_types),
      },
    ];
  }
  const named = new Set(condition.component_ids);
  return status.components
    .filter(({ id }) => named.has(id))
    .map(({ id, name, status: value, status_code: code, reason, job_types }) => ({
      ...common,
      subject: `component ${id}`,
      verdict: verdictOf(code, atLeast),
      title: `${name}: ${value} in ${region}`,
      sentence: `${name} is at ${value} in the region ${region}${reason === null ? '.' : `: ${reason}`}`,
      facts: [
        { name: 'Region', value: region },
        { name: 'Component', value: name },
        { name: 'Status', value },
      ],
      news: code,
      jobTypes: job_types,
    }));
}

const mostTitle = 120;
const levels: readonly StatusCode[] = ['degraded_performance', 'partial_outage', 'major_outage'];

function verdictOf(code: StatusCode, atLeast: StatusLevel): Verdict {
  if (code === 'unknown') return 'unknown';
  return isAtLeast(code, atLeast) ? 'bad' : 'well';
}

function isAtLeast(code: StatusCode, atLeast: StatusLevel): boolean {
  return levels.indexOf(code) >= levels.indexOf(atLeast);
}

function isBad(code: StatusCode): boolean {
  return levels.includes(code);
}
