import type { AlertQuery, AlertRulePut } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { addChannel, openIncident, startStory } from '../support/alert-story.ts';

const always = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  from: '00:00',
  to: '00:00',
} as const;

describe('the list of alerts', () => {
  it('is of the states, the severities and the rule that were asked for', async () => {
    await using story = await startStory();
    const { platen, tenant } = story;
    const { client } = tenant;
    const params = { org_id: tenant.orgId };
    /** Each is named for the state that its alert comes to. */
    const makeRule = (name: string, more: Partial<AlertRulePut> = {}) => {
      const body = { name, condition: { type: 'service_status' } as const, ...more };
      return client.call('createAlertRule', { params, body });
    };
    for (const { id } of (await client.call('listAlertRules', { params })).data) {
      await client.call('removeAlertRule', { params: { ...params, rule_id: id } });
    }
    await makeRule('pending', { for_seconds: 3_600, severity: 'info' });
    await makeRule('firing', { severity: 'critical' });
    await makeRule('suppressed', { mute: [{ ...always, days: [...always.days] }] });
    const taken = await makeRule('acknowledged');
    const over = await makeRule('resolved', { severity: 'error' });
    const named = new Map(
      (await client.call('listAlertRules', { params })).data.map(({ id, name }) => [id, name]),
    );
    const list = async (query: AlertQuery = {}) =>
      (await client.call('listAlerts', { params, query })).data
        .map(({ rule_id }) => named.get(rule_id))
        .sort();

    await platen.operator.call('createIncident', {
      body: { name: 'No "severity":"critical" matter', impact: 'major', regions: ['eu'], body: 'Look.' },
    });
    await story.pass();
    const [alert] = (await client.call('listAlerts', { params, query: { rule_id: taken.id } })).data;
    await client.call('acknowledgeAlert', { params: { ...params, alert_id: alert?.id ?? '' }, body: {} });
    await client.call('putAlertRule', {
      params: { ...params, rule_id: over.id },
      body: { name: over.name, condition: over.condition, enabled: false },
    });
    await story.pass();

    const all = ['acknowledged', 'firing', 'pending', 'resolved', 'suppressed'] as const;
    expect(await list()).toEqual(all);
    for (const state of all) expect(await list({ state: [state] })).toEqual([state]);
    expect(await list({ state: ['firing', 'resolved'] })).toEqual(['firing', 'resolved']);
    expect(await list({ active: true })).toEqual(all.filter((state) => state !== 'resolved'));
    expect(await list({ active: true, state: ['firing', 'resolved'] })).toEqual(['firing']);
    expect(await list({ active: true, state: ['resolved'] })).toEqual([]);
    expect(await list({ severity: ['critical'] })).toEqual(['firing']);
    expect(await list({ severity: ['error', 'info'] })).toEqual(['pending', 'resolved']);
    expect(await list({ rule_id: over.id })).toEqual(['resolved']);
    expect(await list({ rule_id: 'rul_unknown' })).toEqual([]);
  });
});

describe('one alert', () => {
  it('tells on which channels it is told, and of the ticket that it has there', async () => {
    await using story = await startStory();
    const { platen, tenant, desk } = story;
    const params = { org_id: tenant.orgId };
    const helpdesk = await addChannel(tenant, 'zendesk', 'Helpdesk', desk.config);
    const mail = await addChannel(tenant, 'email', 'IT', { to: ['it@school.example'] });
    const { id: incident_id } = await openIncident(platen);
    await story.pass();
    const [first] = (await tenant.client.call('listAlerts', { params })).data;
    const alert_id = first?.id ?? '';
    const conversations = async () => {
      const alert = await tenant.client.call('getAlert', { params: { ...params, alert_id } });
      return Object.fromEntries(alert.conversations.map((each) => [each.channel_id, each]));
    };
    const open = { opened_at: '2026-11-24T09:07:00Z', closed_at: null };
    expect(await conversations()).toMatchObject({
      [helpdesk.id]: { ...open, ticket: { ref: expect.any(String), state: 'open' } },
      [mail.id]: { ...open, ticket: null },
    });

    await platen.operator.call('addIncidentUpdate', {
      params: { incident_id },
      body: { status: 'resolved', body: 'It is mended.' },
    });
    await story.pass(60);
    await story.pass(120);
    expect(await conversations()).toMatchObject({
      [helpdesk.id]: { closed_at: '2026-11-24T09:10:00Z', ticket: { state: 'closed' } },
      [mail.id]: { closed_at: '2026-11-24T09:10:00Z' },
    });
  });
});
