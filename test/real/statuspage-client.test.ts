import { afterAll, describe, expect, it } from 'vitest';
import { startPages } from '../support/pages.ts';
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

  it('does not take for healthy what nobody knows of', async () => {
    const api = await statuspageClient(`${server.url}/status/us`);
    expect(await api.getStatus()).toMatchObject({
      status: { indicator: 'minor', description: 'Status Unknown' },
    });
  });
});
