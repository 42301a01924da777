import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPlaten } from '../../../../test/support/command.ts';
import { type Platen, startPlaten, type Tenant } from '../../../../test/support/platen.ts';
import { lookAtDue } from '../../../server/src/alerts/index.ts';

let platen: Platen;
let tenant: Tenant;
beforeAll(async () => {
  platen = await startPlaten();
  tenant = await platen.organization();
});
afterAll(() => platen[Symbol.asyncDispose]());

const alerts = (verb: string, ...args: string[]) =>
  runPlaten(['alerts', verb, '--org', tenant.orgId, ...args], {
    PLATEN_URL: platen.url,
    PLATEN_KEY: tenant.key,
  });

/** Cells of the rows, without the titles. */
const rowsOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(/ {2,}/));

describe('platen alerts', () => {
  it('lists what fires, takes it on, and lists what is over with the rest', async () => {
    const { rooms } = platen.server;
    const { id } = await platen.operator.call('createIncident', {
      body: { name: 'Scans fail', impact: 'none', regions: ['eu'], body: 'We look into it.' },
    });
    const params = { org_id: tenant.orgId };
    await tenant.client.call('createAlertRule', {
      params,
      body: { name: 'All', condition: { type: 'incident', impact_at_least: 'none' }, severity: 'info' },
    });
    await lookAtDue(rooms.alerts);
    const listed = await alerts('list');
    expect([listed.exitCode, listed.stderr]).toEqual([0, '']);
    const rows = rowsOf(listed.stdout);
    expect(rows.map((row) => row.slice(1))).toContainEqual([
      'firing',
      'info',
      expect.stringMatching(/Z$/),
      'Scans fail',
    ]);
    const alertId = rows.find((row) => row.at(-1) === 'Scans fail')?.[0] ?? '';
    const taken = await alerts('acknowledge', alertId, '--comment', 'Ada has it');
    expect(rowsOf(taken.stdout)).toEqual([
      [alertId, 'acknowledged', 'info', expect.any(String), 'Scans fail'],
    ]);
    const known = await tenant.client.call('getAlert', { params: { ...params, alert_id: alertId } });
    expect(known.acknowledged_comment).toBe('Ada has it');

    const body = { status: 'resolved', body: 'Mended.' } as const;
    await platen.operator.call('addIncidentUpdate', { params: { incident_id: id }, body });
    await rooms.alerts.store.wake([tenant.orgId], platen.clock.now());
    await lookAtDue(rooms.alerts);
    const [active, all] = await Promise.all([alerts('list'), alerts('list', '--all')]);
    expect(active.stdout).not.toContain(alertId);
    expect(rowsOf(all.stdout)).toContainEqual(expect.arrayContaining([alertId, 'resolved']));
  });

  it('says what is missing', async () => {
    const environment = { PLATEN_URL: platen.url, PLATEN_KEY: tenant.key };
    const [nowhere, nothing, unknown] = await Promise.all([
      runPlaten(['alerts', 'list'], environment),
      alerts('acknowledge'),
      alerts('acknowledge', 'alt_unknown'),
    ]);
    expect([nowhere.exitCode, nothing.exitCode, unknown.exitCode]).toEqual([2, 2, 1]);
    expect(nowhere.stderr).toContain('--org is missing');
    expect(nothing.stderr).toContain('ALERT_ID is missing');
    expect(unknown.stderr).toContain('not_found');
  });
});
