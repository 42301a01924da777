import { type AlertCondition, statusNames } from '@platen/contract';
import type { Rule } from '../../alerts/index.ts';
import { duration } from '../moment.ts';

/** What a rule watches, and how patiently, in sentences. */
export function ruleWords({ condition, forMs, keepFiringMs }: Rule): string {
  return [
    `It fires when ${conditionWords(condition)}${forMs > 0 ? `, for ${duration(forMs)} or longer` : ''}.`,
    ...(keepFiringMs > 0 ? [`It is over once it has been well for ${duration(keepFiringMs)}.`] : []),
  ].join(' ');
}

function conditionWords(condition: AlertCondition): string {
  switch (condition.type) {
    case 'service_status': {
      const what = condition.component_ids?.join(' or ') ?? 'the service in the region';
      return `the status of ${what} is ${statusNames[condition.at_least ?? 'partial_outage']} or worse`;
    }
    case 'incident': {
      const about = condition.job_types ? ` that concerns ${condition.job_types.join(' or ')}` : '';
      return `the operator tells of an incident in the region, of ${condition.impact_at_least ?? 'minor'} impact or more${about}`;
    }
    case 'subscription':
      return `the end of the subscription comes near: at ${(condition.days ?? [30, 14, 7, 1, 0]).join(', ')} days`;
    case 'jobs':
      return jobsWords(condition);
    case 'anomaly': {
      const kinds = condition.kinds ? ` (${condition.kinds.join(', ')})` : '';
      const least = condition.severity_at_least ?? 'warning';
      return `${condition.job_types?.join(' or ') ?? 'any'} jobs are not as they usually are at this hour${kinds}: ${least} or worse`;
    }
    case 'source_quiet':
      return `${condition.sources?.join(' or ') ?? 'a source of jobs'} was not heard for three of its intervals`;
    case 'key_expiring':
      return `an API key that is in use expires within ${condition.days ?? 14} days`;
    case 'channel_lost':
      return 'a channel was switched off because its receiver is gone, or was away for days';
  }
}

function jobsWords(condition: Extract<AlertCondition, { readonly type: 'jobs' }>): string {
  const { metric, job_type: type = 'all kinds of', device, window_seconds: seconds = 3_600 } = condition;
  const limit =
    condition.above === undefined ? `less than ${condition.below ?? 0}` : `more than ${condition.above}`;
  const where = device === undefined ? '' : ` on ${device}`;
  return `${metric.replaceAll('_', ' ')} of ${type} jobs${where} within ${duration(seconds * 1000)} is ${limit}`;
}
