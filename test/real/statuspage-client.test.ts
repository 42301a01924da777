import { afterAll, describe, expect, it } from 'vitest';
import { startPages } from '../support/pages.ts';
import { startPlaten } from '../support/platen.ts';
import { statuspageClient, whyNoStatuspageClient } from '../support/statuspage-client.ts';

const reason = whyNoStatuspageClient();

const server = await startPages();
afterAll(() => server[Symbol.asyncDispose]());

const names = (things: readonly string[]) => things.map((name) => expect.objectContaining({ name }));

describe.skipIf(reason)(`an existing client of Statuspage${reason ? ` (skipped: ${reason})` : ''}`, () => {
  it('reads our page by a swap of the URL', async () => {
    const api = await statuspageClient(`${server.url}/status/eu`);
    const page = expect.objectContaining({ id: 'eu', name: 'Europe', url: `${server.url}/status/eu` });
    const status = { indicator: 'major', description: 'Partial System Outage' };
    const components = names([
      'Cloud print',
      'Scan to cloud',
      'Login at the device',
      'Scan to mail',
      'Fax',
      'Copy accounting',
      'Follow-me queue',
    ]);
    const unresolved = names([
      'Scan to cloud is failing for some devices',
      'Certificates of the print servers change on 1 December',
      'Fax lines are down',
    ]);
    const over = names(['Printing was slow', 'No printing at all']);

    expect(await api.getStatus()).toEqual({ page, status });
    expect(await api.getComponents()).toEqual({ page, components });
    expect(await api.incidents.getAll()).toEqual({ page, incidents: [...unresolved, ...over] });
    expect(await api.incidents.getUnresolved()).toEqual({ page, incidents: unresolved });
    expect(await api.scheduledMaintenances.getUpcoming()).toEqual({
      page,
      scheduled_maintenances: names(['Storage upgrade']),
    });
    expect(await api.getSummary()).toEqual({
      page,
      status,
      components,
      incidents: unresolved,
      scheduled_maintenances: names(['Storage upgrade', 'Mail relay moves']),
    });
  });

  it('follows an incident on a running server, in its region and in no other', async () => {
    await using platen = await startPlaten();
    const { operator, url } = platen;
    const [eu, us] = [await statuspageClient(`${url}/status/eu`), await statuspageClient(`${url}/status/us`)];
    const well = { status: { indicator: 'none', description: 'All Systems Operational' }, incidents: [] };
    expect(await eu.getSummary()).toMatchObject(well);

    const { id } = await operator.call('createIncident', {
      body: {
        name: 'Scans fail',
        impact: 'major',
        regions: ['eu'],
        component_impacts: { scan: 'critical', print: 'minor' },
        body: 'We are looking into it.',
      },
    });
    expect(await eu.getSummary()).toMatchObject({
      status: { indicator: 'major', description: 'Partial System Outage' },
      components: expect.arrayContaining([
        expect.objectContaining({ id: 'print', status: 'degraded_performance' }),
        expect.objectContaining({ id: 'scan', status: 'major_outage' }),
        expect.objectContaining({ id: 'fax', status: 'operational' }),
      ]),
      incidents: [{ id, name: 'Scans fail', status: 'investigating', impact: 'major' }],
    });
    expect(await us.getSummary()).toMatchObject(well);

    const params = { incident_id: id };
    await operator.call('addIncidentUpdate', { params, body: { status: 'resolved', body: 'Scans arrive.' } });
    expect(await eu.getSummary()).toMatchObject(well);
    expect(await eu.incidents.getAll()).toMatchObject({ incidents: [{ id, status: 'resolved' }] });
  });

  it('does not take for healthy what nobody knows of', async () => {
    const api = await statuspageClient(`${server.url}/status/us`);
    expect(await api.getStatus()).toMatchObject({
      status: { indicator: 'minor', description: 'Status Unknown' },
    });
  });
});
