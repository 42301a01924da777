import { describe, expect, it } from 'vitest';
import { startPlaten } from '../support/platen.ts';
import { formsOfEu, get, openIncident, summaryPath, textOf } from '../support/public-pages.ts';

describe('a new incident', () => {
  it('is there at once, in every form of its region that tells of incidents, and in no other region', async () => {
    await using platen = await startPlaten();
    const all = [...formsOfEu.map(([path]) => path), '/status'];
    const elsewhere = all.map((path) => path.replace('/eu', '/us'));
    const read = (paths: string[]) =>
      Promise.all(paths.map(async (path) => [path, await textOf(platen, path)] as const));
    const before = new Map(await read(all));
    const calm = await read(elsewhere.filter((path) => path !== '/status'));
    const { id } = await openIncident(platen, 'Scans fail');
    for (const [path, text] of await read(all)) {
      expect([path, text === before.get(path)]).toEqual([path, path.includes('scheduled-maintenances')]);
    }
    for (const path of ['', '/history', '/history.atom', '/history.rss', '/api/v2/incidents.json']) {
      expect([path, await textOf(platen, `/status/eu${path}`)]).toEqual([
        path,
        expect.stringContaining('Scans fail'),
      ]);
    }
    expect(await textOf(platen, `/status/eu/incidents/${id}`)).toContain('We are looking into it.');
    expect(await read(elsewhere.filter((path) => path !== '/status'))).toEqual(calm);
  });

  it('is news to who has a date, even one within the same second', async () => {
    await using platen = await startPlaten();
    await openIncident(platen, 'The first');
    const { headers } = await get(platen, summaryPath);
    const sent = { 'if-modified-since': headers.get('last-modified') ?? '' };
    expect((await get(platen, summaryPath, sent)).status).toBe(304);
    await openIncident(platen, 'The second');
    expect((await get(platen, summaryPath, sent)).status).toBe(200);
    // Nor does asking again for what is the same make the date any better.
    await platen.operator.call('putRegion', { params: { region: 'eu' }, body: { name: 'Europe' } });
    expect((await get(platen, summaryPath, sent)).status).toBe(200);
  });
});

describe('a page', () => {
  it('changes by the clock alone where the clock changes it', async () => {
    await using platen = await startPlaten();
    await platen.operator.call('createMaintenance', {
      body: {
        name: 'Storage',
        regions: ['eu'],
        body: 'Scans may arrive late.',
        starts_at: '2026-11-24T10:00:00Z',
        ends_at: '2026-11-24T11:00:00Z',
      },
    });
    const statuses = async () =>
      ((await (await get(platen, summaryPath)).json()) as { scheduled_maintenances: { status: string }[] })
        .scheduled_maintenances;
    expect(await statuses()).toMatchObject([{ status: 'scheduled' }]);
    platen.clock.set('2026-11-24T10:00:00Z');
    expect(await statuses()).toMatchObject([{ status: 'in_progress' }]);
  });

  it('of an incident or of maintenance is still there when the page of its region looks no further back', async () => {
    await using platen = await startPlaten();
    const { id } = await openIncident(platen);
    const resolved = { status: 'resolved', body: 'Over.' } as const;
    await platen.operator.call('addIncidentUpdate', { params: { incident_id: id }, body: resolved });
    const maintenance = await platen.operator.call('createMaintenance', {
      body: {
        name: 'Storage',
        regions: ['eu'],
        body: 'Scans may arrive late.',
        starts_at: '2026-11-24T10:00:00Z',
        ends_at: '2026-11-24T11:00:00Z',
      },
    });
    platen.clock.set('2027-11-24T10:00:00Z');
    const history = await textOf(platen, '/status/eu/history');
    expect(history).not.toContain(id);
    expect(history).not.toContain(maintenance.id);
    expect(await textOf(platen, `/status/eu/incidents/${id}`)).toContain('Over.');
    expect(await textOf(platen, `/status/eu/maintenance/${maintenance.id}`)).toContain('Storage');
  });

  it('names the address that the public has, where it was set', async () => {
    await using platen = await startPlaten();
    expect(await textOf(platen, summaryPath)).toContain(`"${platen.url}/status/eu"`);
    await using known = await startPlaten({ settings: { PLATEN_PUBLIC_URL: 'https://status.example/' } });
    expect(await textOf(known, summaryPath)).toContain('"https://status.example/status/eu"');
  });
});
