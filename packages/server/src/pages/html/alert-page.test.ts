import { describe, expect, it } from 'vitest';
import { anAlert, aRule, start } from '../../alerts/alerts.fixture.ts';
import { aNotice } from '../../alerts/channels/notices.fixture.ts';
import type { AlertEvidence, Told } from '../../alerts/index.ts';
import { alertPage } from './alert-page.ts';
import { wordsOf } from './html.fixture.ts';

const evidence = {
  organization: {
    orgId: '4725fffa',
    name: 'Lindenhof <b>Clinic</b>',
    region: 'eu',
    timeZone: 'UTC',
    patienceSeconds: 60,
    demo: false,
    createdAt: 0,
    updatedAt: 0,
  },
  alert: anAlert(),
  state: 'firing',
  rule: aRule(),
  advice: 'Tell the people concerned.',
  transitions: [],
  told: [],
} as const satisfies AlertEvidence;

function words(fields: Partial<AlertEvidence>): string {
  return wordsOf(alertPage({ ...evidence, ...fields }, { url: 'https://platen.example' }));
}

function toldOf(fields: Partial<Told['delivery']>): readonly Told[] {
  const delivery: Told['delivery'] = {
    id: 'dlv_1',
    orgId: '4725fffa',
    channelId: 'chn_1',
    conversationId: 'cnv_1',
    notice: aNotice(),
    state: 'delivered',
    createdAt: start,
    dueAt: start,
    attempts: 1,
    finishedAt: null,
    reason: null,
    ...fields,
  };
  return [{ delivery, channel: undefined }];
}

describe('the page of an alert', () => {
  it('tells how sending went, and nobody’s address', () => {
    const how = (fields: Partial<Told['delivery']>) =>
      words({ told: toldOf(fields) })
        .split('A channel that was removed\nIt fires\n')[1]
        ?.split('\n')[0];
    expect(how({})).toBe('Delivered');
    expect(how({ attempts: 3 })).toBe('Delivered at attempt 3');
    expect(how({ state: 'superseded' })).toBe('Not sent: it was over before');
    expect(how({ state: 'queued', attempts: 0 })).toBe('On its way');
    const reason = 'The mail server answered "550 <ada@school.example>: no such user".';
    expect(how({ state: 'failed', reason })).toBe(
      'Failed: The mail server answered "550 <…>: no such user".',
    );
    expect(how({ state: 'queued', attempts: 2, reason })).toBe(
      'Tried 2 times, and tried again: The mail server answered "550 <…>: no such user".',
    );
  });

  it('says so when nobody was told, and when its rule is gone or switched off', () => {
    expect(words({})).toContain('Who was told\nNobody yet.');
    expect(words({ rule: undefined })).toContain('Why\nIts rule was removed.');
    expect(words({ rule: aRule({ enabled: false }) })).toContain(
      'which is switched off by now, watches for it.',
    );
  });

  it('of one that is over says why, since when, and nothing to do', () => {
    const alert = anAlert({ state: 'resolved', resolvedAt: start + 60_000, resolvedBecause: 'All is well.' });
    const said = words({ alert, state: 'resolved', advice: null });
    expect(said).toContain('Resolved\nAll is well.');
    expect(said).toContain('Resolved\n24 Nov 2026, 09:31 UTC');
    expect(said).not.toContain('What to do');
  });

  it('lets nobody’s words become markup', () => {
    const page = alertPage(
      { ...evidence, alert: anAlert({ title: '<script>', facts: [{ name: '<i>', value: '"><img>' }] }) },
      { url: 'https://platen.example' },
    );
    expect(page).not.toMatch(/<script|<i>|<img|<b>/);
    expect(page).toContain('Lindenhof &lt;b&gt;Clinic&lt;/b&gt;');
  });
});
