import type { AlertCondition } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../alerts/index.ts';
import { ruleWords } from './rule-words.ts';

function words(condition: AlertCondition, patience: Partial<Rule> = {}): string {
  return ruleWords({
    id: 'rul_1',
    orgId: '4725fffa',
    name: 'A rule',
    enabled: true,
    severity: 'error',
    condition,
    forMs: 0,
    keepFiringMs: 0,
    noData: 'keep',
    mute: [],
    createdAt: 0,
    updatedAt: 0,
    ...patience,
  });
}

describe('a rule in words', () => {
  it('says what it watches', () => {
    expect(words({ type: 'service_status' })).toBe(
      'It fires when the status of the service in the region is Partial Outage or worse.',
    );
    expect(
      words({ type: 'service_status', at_least: 'major_outage', component_ids: ['print', 'scan'] }),
    ).toBe('It fires when the status of print or scan is Major Outage or worse.');
    expect(words({ type: 'incident', impact_at_least: 'major', job_types: ['fax'] })).toBe(
      'It fires when the operator tells of an incident in the region, of major impact or more that concerns fax.',
    );
    expect(words({ type: 'incident' })).toContain('of minor impact or more.');
    expect(words({ type: 'subscription' })).toContain('at 30, 14, 7, 1, 0 days.');
    expect(words({ type: 'subscription', days: [60] })).toContain('at 60 days.');
    expect(words({ type: 'jobs', metric: 'failed', above: 20 })).toBe(
      'It fires when failed of all kinds of jobs within 1 h is more than 20.',
    );
    expect(
      words({
        type: 'jobs',
        metric: 'cancel_rate',
        below: 0.5,
        job_type: 'print',
        device: 'MFP 1',
        window_seconds: 900,
      }),
    ).toBe('It fires when cancel rate of print jobs on MFP 1 within 15 min is less than 0.5.');
    expect(words({ type: 'source_quiet' })).toContain('a source of jobs was not heard');
    expect(words({ type: 'source_quiet', sources: ['a', 'b'] })).toContain('a or b was not heard');
    expect(words({ type: 'key_expiring' })).toContain('within 14 days');
    expect(words({ type: 'key_expiring', days: 3 })).toContain('within 3 days');
    expect(words({ type: 'channel_lost' })).toContain('a channel was switched off');
  });

  it('says how patient it is', () => {
    expect(words({ type: 'channel_lost' }, { forMs: 300_000, keepFiringMs: 120_000 })).toMatch(
      /, for 5 min or longer\. It is over once it has been well for 2 min\.$/,
    );
  });
});
