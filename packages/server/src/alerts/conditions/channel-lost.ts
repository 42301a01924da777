import type { AlertSeverity } from '@platen/contract';
import type { ChannelRecord } from '../channel-record.ts';
import type { Observation } from '../observation.ts';

/** One observation for each channel: bad when it was switched off, and not by a person. */
export function observeChannels(severity: AlertSeverity, channels: readonly ChannelRecord[]): Observation[] {
  return channels.map(({ id, name, kind, enabled, trouble }) => ({
    subject: id,
    verdict: enabled || trouble === null ? 'well' : 'bad',
    severity,
    title: `Alerts do not reach "${name}" any more`,
    sentence:
      trouble === null
        ? `The channel "${name}" (${kind}) has no trouble that is known.`
        : `The channel "${name}" (${kind}) was switched off: ${trouble}`,
    facts: [
      { name: 'Channel', value: `${name} (${kind})` },
      { name: 'Trouble', value: trouble ?? 'none' },
    ],
    thread: `channel ${id}`,
    news: '',
    handledOnceAcknowledged: false,
    jobTypes: [],
  }));
}
