import type { AlertSeverity } from '@platen/contract';
import type { ApiKey } from '../../access/index.ts';
import { dayMs, formatInstant } from '../../kit/instant.ts';
import type { Observation } from '../observation.ts';
import type { ConditionOf } from '../rule.ts';

/** One observation for each key that somebody relies on and that is about to expire. */
export function observeKeys(
  { days = 14, used_within_days = 7 }: ConditionOf<'key_expiring'>,
  severity: AlertSeverity,
  keys: readonly ApiKey[],
  now: number,
): Observation[] {
  return keys.flatMap(({ id, name, prefix, expiresAt, lastUsedAt }) => {
    if (expiresAt === null || expiresAt - now > days * dayMs) return [];
    if (lastUsedAt === null || now - lastUsedAt > used_within_days * dayMs) return [];
    const left = Math.max(0, Math.floor((expiresAt - now) / dayMs));
    return {
      subject: id,
      verdict: 'bad',
      severity,
      title: `The API key "${name}" expires in ${left} ${left === 1 ? 'day' : 'days'}`,
      sentence: `The key "${name}" (${prefix}…) expires at ${formatInstant(expiresAt)} and was used at ${formatInstant(lastUsedAt)}; rotate it.`,
      facts: [
        { name: 'Key', value: `${name} (${prefix}…)` },
        { name: 'Expires', value: formatInstant(expiresAt) },
        { name: 'Last used', value: formatInstant(lastUsedAt) },
      ],
      thread: `key ${id}`,
      news: '',
      handledOnceAcknowledged: true,
      jobTypes: [],
    } satisfies Observation;
  });
}
