import { describe, expect, it } from 'vitest';
import { hourMs } from '../kit/instant.ts';
import type { Alert } from './alert.ts';
import { anAlert, aRule, start } from './alerts.fixture.ts';
import type { Silence, SilenceMatch } from './silence.ts';
import { suppressionsOf } from './suppress.ts';

const everything: SilenceMatch = { ruleIds: null, severities: null, jobTypes: null };
const aSilence = (match: Partial<SilenceMatch> = {}): Silence => ({
  id: 'sil_1',
  orgId: '4725fffa',
  match: { ...everything, ...match },
  from: start,
  until: start + hourMs,
  comment: 'The network is rebuilt.',
  createdBy: 'key_1',
  createdAt: start,
});

const around = {
  now: start,
  timeZone: 'UTC',
  rules: new Map([['rul_1', aRule()]]),
  silences: [] as Silence[],
  firing: [] as Alert[],
};
const kinds = (alert: Alert, fields: Partial<typeof around>) =>
  suppressionsOf(alert, { ...around, ...fields }).map(({ kind }) => kind);

describe('an alert is not told', () => {
  it('while a silence that matches it lasts', () => {
    const silenced = (match: Partial<SilenceMatch>, now = start) =>
      kinds(anAlert(), { silences: [aSilence(match)], now }).length === 1;
    expect(silenced({})).toBe(true);
    expect(silenced({}, start - 1)).toBe(false);
    expect(silenced({}, start + hourMs - 1)).toBe(true);
    expect(silenced({}, start + hourMs)).toBe(false);
    expect(silenced({ ruleIds: ['rul_1'] })).toBe(true);
    expect(silenced({ ruleIds: ['rul_2'] })).toBe(false);
    expect(silenced({ severities: ['critical'], jobTypes: ['print', 'fax'] })).toBe(true);
    expect(silenced({ severities: ['critical'], jobTypes: ['fax'] })).toBe(false);
    expect(silenced({ severities: ['info'] })).toBe(false);
  });

  it('while a window of its rule is open, in the time zone of the organization', () => {
    const mute = [{ days: ['tue' as const], from: '10:00', to: '11:00' }];
    const rules = new Map([['rul_1', aRule({ mute })]]);
    expect(kinds(anAlert(), { rules, timeZone: 'Europe/Berlin' })).toEqual(['mute']);
    expect(kinds(anAlert(), { rules, timeZone: 'UTC' })).toEqual([]);
  });

  it('on its own, where an outage of its jobs explains it', () => {
    const drop = anAlert({ id: 'alt_2', thread: 'jobs print', jobTypes: ['print'] });
    const outage = (fields: Partial<Alert>) => kinds(drop, { firing: [anAlert(fields), drop] });
    expect(outage({ jobTypes: ['scan', 'print'] })).toEqual(['inhibition']);
    expect(outage({ jobTypes: [] })).toEqual(['inhibition']);
    expect(outage({ jobTypes: ['scan'] })).toEqual([]);
    expect(outage({ thread: 'subscription 2026-12-20' })).toEqual([]);
    expect(kinds(anAlert(), { firing: [drop, anAlert()] })).toEqual([]);
  });
});
