import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { fakeWebhook } from '../../../../../test/support/services/alarms.ts';
import { aChannel, aNotice, anAlertTold, trial } from './notices.fixture.ts';

const newer = `whsec_${Buffer.from('the secret that comes after').toString('base64')}`;

describe('a webhook', () => {
  it('is signed with every secret, so that the receiver may know the old one or the new', async () => {
    await using receiver = await fakeWebhook();
    const [older = ''] = receiver.secrets;
    const channel = aChannel('webhook', { ...receiver.config, secrets: [older, newer] });
    for (const known of [older, newer]) {
      receiver.secrets.splice(0, 1, known);
      expect(await channel.send(aNotice())).toEqual({ kind: 'delivered', status: 204 });
    }
    const headers = receiver.service.seen[0]?.headers as Record<string, string>;
    const text = receiver.service.seen[0]?.text ?? '';
    expect(headers['webhook-signature']).toMatch(/^v1,[\w+/]+=* v1,[\w+/]+=*$/);
    for (const secret of [older, newer]) {
      expect(new Webhook(secret).verify(text, headers)).toMatchObject({
        type: 'alert.firing',
      });
    }
  });

  it('has the same id however often it is sent', async () => {
    await using receiver = await fakeWebhook();
    const channel = aChannel('webhook', receiver.config);
    await channel.send(aNotice());
    await channel.send(aNotice());
    expect(receiver.ids).toEqual([aNotice().id, aNotice().id]);
  });

  it('tells all of the notice', async () => {
    await using receiver = await fakeWebhook();
    await aChannel('webhook', receiver.config).send(aNotice());
    expect(JSON.parse(receiver.service.seen[0]?.text ?? '')).toEqual({
      type: 'alert.firing',
      timestamp: '2026-11-24T09:30:00Z',
      data: {
        id: 'dlv_01kay3gq6xj4f8h2t0v9w7c5n1',
        conversation_id: 'cnv_01kay3gq6xj4f8h2t0v9w7c5nd',
        sequence: 1,
        organization: { id: '4725fffa', name: 'Lindenhof Clinic' },
        severity: 'error',
        state: 'firing',
        title: 'Partial Outage in eu',
        sentence: 'The status of the region eu is Partial Outage.',
        alerts: [
          {
            id: 'alt_1',
            rule: { id: 'rul_1', name: 'The service is down' },
            state: 'firing',
            severity: 'error',
            title: 'Partial Outage in eu',
            sentence: 'The status of the region eu is Partial Outage.',
            since: '2026-11-24T09:29:00Z',
            resolved_at: null,
            facts: [{ name: 'Scan to cloud', value: 'Major Outage since 09:28' }],
            url: 'https://platen.example/evidence/alt_1',
          },
        ],
        alerts_left_out: 0,
        url: 'https://platen.example/evidence/alt_1',
      },
    });
  });

  it('tells of as many alerts as fit, the most important first, and how many are left out', async () => {
    await using receiver = await fakeWebhook();
    const alerts = Array.from({ length: 200 }, (_, index) => anAlertTold({ id: `alt_${index}` }));
    await aChannel('webhook', receiver.config).send(aNotice({ alerts }));
    const text = receiver.service.seen[0]?.text ?? '';
    const { data } = JSON.parse(text) as {
      data: { alerts: { id: string }[]; alerts_left_out: number };
    };
    expect(Buffer.byteLength(text)).toBeGreaterThan(19_500);
    expect(data.alerts[0]?.id).toBe('alt_0');
    expect(data.alerts.length + data.alerts_left_out).toBe(200);
  });

  it('says by its type that it is a test', async () => {
    await using receiver = await fakeWebhook();
    await aChannel('webhook', receiver.config).send(trial);
    expect(JSON.parse(receiver.service.seen[0]?.text ?? '')).toMatchObject({ type: 'alert.test' });
  });
});
