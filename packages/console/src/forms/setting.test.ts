import { alertConditions, channelConfigs } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { readSettings, settingsOf } from './setting.ts';

function formOf(...fields: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

describe('what was filled in', () => {
  it('is sent as the contract has it: numbers as numbers, several as several', () => {
    const filled = formOf(['config.days', '30, 14 7,1'], ['config.grace', 'on']);
    expect(readSettings(settingsOf(alertConditions.subscription), filled, 'config')).toEqual({
      days: [30, 14, 7, 1],
      grace: true,
      include_renewing: false,
    });
  });

  it('is asked in minutes where it is sent in seconds', () => {
    const filled = formOf(['c.metric', 'failed'], ['c.window_seconds', '15'], ['c.above', '0.5']);
    expect(readSettings(settingsOf(alertConditions.jobs), filled, 'c')).toEqual({
      metric: 'failed',
      window_seconds: 900,
      above: 0.5,
    });
  });

  it('is left out where nothing was, and so is as by default', () => {
    const filled = formOf(['c.at_least', 'major_outage'], ['c.component_ids', ' ']);
    expect(readSettings(settingsOf(alertConditions.service_status), filled, 'c')).toEqual({
      at_least: 'major_outage',
    });
  });

  it('has several boxes of one name for several, and one name below another', () => {
    const sources = formOf(['c.sources', 'cups-01'], ['c.sources', 'scan-02']);
    expect(readSettings(settingsOf(alertConditions.source_quiet), sources, 'c')).toEqual({
      sources: ['cups-01', 'scan-02'],
    });
    const jira = formOf(['c.project', 'IT'], ['c.priorities.critical', 'Highest']);
    expect(readSettings(settingsOf(channelConfigs.jira), jira, 'c')).toMatchObject({
      project: 'IT',
      priorities: { critical: 'Highest' },
    });
    const plain = readSettings(settingsOf(channelConfigs.jira), formOf(['c.project', 'IT']), 'c');
    expect(plain).not.toHaveProperty('priorities');
  });
});

describe('every setting of the contract', () => {
  const kinds = Object.entries({ ...alertConditions, ...channelConfigs });
  it.each(kinds)('of %s is one that a form can ask', (_, kind) => {
    for (const [name, { type, items }] of Object.entries(settingsOf(kind).properties)) {
      expect(['string', 'boolean', 'integer', 'number', 'array', 'object'], name).toContain(type);
      if (type === 'array') expect(['string', 'integer'], name).toContain(items?.type);
    }
  });
});
