import { observeAnomalies } from './conditions/anomaly.ts';
import { observeChannels } from './conditions/channel-lost.ts';
import { observeIncidents, observePastIncidents } from './conditions/incident.ts';
import { jobsWindow, observeJobs } from './conditions/jobs.ts';
import { observeKeys } from './conditions/key-expiring.ts';
import { observeServiceStatus } from './conditions/service-status.ts';
import { observeSources } from './conditions/source-quiet.ts';
import { observeSubscription } from './conditions/subscription.ts';
import type { Facts } from './facts.ts';
import type { Observation } from './observation.ts';
import type { Rule } from './rule.ts';

/** What a rule says at one moment, of each of its subjects; `open` are those of which there is an alert. */
export async function observe(
  { condition, severity }: Rule,
  facts: Facts,
  open: ReadonlySet<string>,
): Promise<Observation[]> {
  switch (condition.type) {
    case 'service_status':
      return observeServiceStatus(condition, severity, await facts.status());
    case 'incident': {
      const present = observeIncidents(condition, severity, await facts.status());
      const seen = new Set(present.map(({ subject }) => subject));
      const past = [...open].filter((subject) => !seen.has(subject));
      return [...present, ...(await observePastIncidents(past, severity, facts))];
    }
    case 'subscription':
      return observeSubscription(condition, severity, await facts.subscription());
    case 'jobs':
      return [observeJobs(condition, severity, await facts.jobs(jobsWindow(condition, facts.now)))];
    case 'anomaly':
      return observeAnomalies(condition, severity, await facts.anomalies(), facts.now);
    case 'source_quiet':
      return observeSources(condition, severity, await facts.sources());
    case 'key_expiring':
      return observeKeys(condition, severity, await facts.keys(), facts.now);
    case 'channel_lost':
      return observeChannels(severity, facts.channels);
  }
}
