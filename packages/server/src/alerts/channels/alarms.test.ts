import { describe, expect, it } from 'vitest';
import {
  fakeAlertmanager,
  fakeAlertmanagerWebhook,
  fakePagerDuty,
} from '../../../../../test/support/services/alarms.ts';
import { aChannel, aNotice, anAlertTold, begun, over, trial, worse } from './notices.fixture.ts';

const { conversation } = aNotice();

describe('an incident of PagerDuty', () => {
  it('is triggered, acknowledged and resolved as one', async () => {
    await using receiver = await fakePagerDuty();
    const channel = aChannel('pagerduty', receiver.config);
    const states: (string | undefined)[] = [];
    const acknowledged = { ...worse, state: 'acknowledged' as const };
    for (const notice of [aNotice(), worse, acknowledged, over]) {
      await channel.send(notice);
      states.push(receiver.incidents().get(conversation));
    }
    expect(states).toEqual(['triggered', 'triggered', 'acknowledged', 'resolved']);
    expect(receiver.incidents().size).toBe(1);
  });

  it('of a test is resolved at once, and is none of the matter', async () => {
    await using receiver = await fakePagerDuty();
    await aChannel('pagerduty', receiver.config).send({ ...trial, conversation });
    expect([...receiver.incidents()]).toEqual([[trial.id, 'resolved']]);
    expect(JSON.parse(receiver.service.seen[0]?.text ?? '')).toMatchObject({ payload: { severity: 'info' } });
  });
});

const firingAt = (receiver: Awaited<ReturnType<typeof fakeAlertmanager>>, at: number) =>
  receiver
    .alerts()
    .filter(({ endsAt }) => endsAt > at)
    .map(({ labels: { alert_id, severity } }) => `${alert_id} ${severity}`);

describe('what is pushed to Alertmanager', () => {
  it('fires until it is resolved, however long nobody says anything', async () => {
    await using receiver = await fakeAlertmanager();
    const channel = aChannel('alertmanager', receiver.config);
    await channel.send(aNotice());
    expect(firingAt(receiver, begun + 6 * 86_400_000)).toEqual(['alt_1 error']);
    await channel.send({
      ...over,
      alerts: [anAlertTold({ state: 'resolved', resolvedAt: '2026-11-24T09:39:00Z' })],
    });
    expect(firingAt(receiver, Date.parse('2026-11-24T09:39:00Z'))).toEqual([]);
    expect(receiver.alerts()).toHaveLength(1);
  });

  it('ends as what it was when it becomes graver', async () => {
    await using receiver = await fakeAlertmanager();
    const channel = aChannel('alertmanager', receiver.config);
    for (const notice of [aNotice(), worse]) await channel.send(notice);
    expect(firingAt(receiver, worse.at)).toEqual(['alt_1 critical']);
    await channel.send(over);
    expect(firingAt(receiver, over.at)).toEqual([]);
    expect(receiver.alerts()).toHaveLength(2);
  });

  it('as a test ends by itself in a minute', async () => {
    await using receiver = await fakeAlertmanager();
    const channel = aChannel('alertmanager', receiver.config);
    await channel.send(trial);
    expect(firingAt(receiver, begun + 59_000)).toEqual([`${trial.id} info`]);
    expect(firingAt(receiver, begun + 60_000)).toEqual([]);
    expect(channel.ticket()).toBeNull();
  });
});

describe("the body of Alertmanager's webhooks", () => {
  it('groups the alerts of a matter, with what they have in common', async () => {
    await using receiver = await fakeAlertmanagerWebhook();
    const alerts = [
      anAlertTold(),
      anAlertTold({ id: 'alt_2', state: 'resolved', resolvedAt: '2026-11-24T09:29:30Z' }),
    ];
    await aChannel('alertmanager_webhook', receiver.config).send(aNotice({ alerts }));
    expect(JSON.parse(receiver.service.seen[0]?.text ?? '')).toMatchObject({
      groupKey: `{}:{conversation="${conversation}"}`,
      status: 'firing',
      externalURL: 'https://platen.example',
      groupLabels: { org_id: '4725fffa' },
      commonLabels: { alertname: 'The service is down', org_id: '4725fffa', severity: 'error' },
      alerts: [
        { status: 'firing', endsAt: '0001-01-01T00:00:00Z', labels: { alert_id: 'alt_1' } },
        { status: 'resolved', endsAt: '2026-11-24T09:29:30Z', labels: { alert_id: 'alt_2' } },
      ],
    });
    const { commonLabels, alerts: told } = JSON.parse(receiver.service.seen[0]?.text ?? '') as {
      commonLabels: object;
      alerts: { fingerprint: string }[];
    };
    expect(commonLabels).not.toHaveProperty('alert_id');
    expect(new Set(told.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});
