import type { AlertConditionType } from '@platen/contract';

/** What whoever is told can do about it: one sentence, or two. */
export function adviceOn(condition: AlertConditionType): string {
  switch (condition) {
    case 'service_status':
    case 'incident':
      return 'Tell the people concerned. What the operator says next follows here, and so does the end.';
    case 'subscription':
      return 'Renew it. Acknowledge this alert while the renewal is in progress, and no further step is told.';
    case 'jobs':
      return 'Look at the counts by device and by type for what has changed.';
    case 'anomaly':
      return 'Look at what most of it comes from. Say of the anomaly whether it was useful, noise or expected: it is learned.';
    case 'source_quiet':
      return 'See whether the source runs and reaches this server. What is printed meanwhile is not counted.';
    case 'key_expiring':
      return 'Rotate the key: the old one works on for a while, until everything has the new one.';
    case 'channel_lost':
      return 'Mend what it leads to, test the channel, and switch it on again.';
  }
}
