import { describe, expect, it } from 'vitest';
import { aChannel, aNotice, anAlertTold } from '../../packages/server/src/alerts/channels/notices.fixture.ts';
import { Alertmanager, whyNoAlertmanager } from '../support/alertmanager.ts';

const reason = whyNoAlertmanager();

describe(`a real Alertmanager${reason ? ` (skipped: ${reason})` : ''}`, () => {
  it.skipIf(reason !== undefined)('shows what fires, how grave it is, and that it is over', async () => {
    await using alertmanager = await Alertmanager.start();
    const channel = aChannel('alertmanager', { url: alertmanager.url });
    const at = Date.now();
    const since = new Date(at - 60_000).toISOString();
    const tell = async (fields: Parameters<typeof aNotice>[0], alert: Parameters<typeof anAlertTold>[0]) => {
      const outcome = await channel.send(
        aNotice({
          at,
          ...fields,
          alerts: [anAlertTold({ since, ...alert }), anAlertTold({ id: 'alt_2', since })],
        }),
      );
      expect(outcome).toMatchObject({ kind: 'delivered', status: 200 });
      const firing = await alertmanager.firing();
      return firing.map(({ labels: { alert_id, severity } }) => `${alert_id} ${severity}`).sort();
    };
    expect(await tell({}, {})).toEqual(['alt_1 error', 'alt_2 error']);
    expect((await alertmanager.firing())[0]).toMatchObject({
      labels: {
        alertname: 'The service is down',
        organization: 'Lindenhof Clinic',
        org_id: '4725fffa',
      },
      annotations: {
        summary: 'Partial Outage in eu',
        fact_scan_to_cloud: 'Major Outage since 09:28',
      },
      startsAt: since,
      status: { state: expect.stringMatching(/^(active|unprocessed)$/) },
    });
    expect(await tell({ sequence: 2 }, { severity: 'critical' })).toEqual(['alt_1 critical', 'alt_2 error']);
    const resolvedAt = new Date(at - 1_000).toISOString();
    expect(await tell({ sequence: 3 }, { severity: 'critical', state: 'resolved', resolvedAt })).toEqual([
      'alt_2 error',
    ]);
  });

  it.skipIf(reason !== undefined)('says what it does not take', async () => {
    await using alertmanager = await Alertmanager.start();
    const channel = aChannel('alertmanager', { url: alertmanager.url });
    const outcome = await channel.send(
      aNotice({
        alerts: [
          anAlertTold({
            since: '2026-11-24T09:30:00Z',
            state: 'resolved',
            resolvedAt: '2026-11-24T09:00:00Z',
          }),
        ],
      }),
    );
    expect(outcome).toMatchObject({
      kind: 'refused',
      status: 400,
      reason: expect.stringMatching(/^Alertmanager answered 400: .*start time/),
    });
  });
});
