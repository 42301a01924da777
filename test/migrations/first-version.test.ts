import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage } from '../../packages/server/src/app/open-storage.ts';
import { readConfig } from '../../packages/server/src/index.ts';
import { getSystemStatus } from '../../packages/server/src/status/index.ts';
import { type AnyTables, type Engine, engines } from './engines.ts';

describe.each(engines)('a database of the first version on $name', (engine) => {
  if (engine.lacking) return it.skip(engine.lacking);
  let started: Awaited<ReturnType<Engine['start']>>;
  beforeAll(async () => {
    started = await engine.start();
  });
  afterAll(() => started[Symbol.asyncDispose]());

  /** Has these rows, and is opened by this version. */
  const openEarlier = async (rows: readonly string[]) => {
    const database = await started.database();
    await database.use((db) => fill(db, engine, rows));
    return openStorage(readConfig(database.settings, undefined, {}));
  };

  it('has its components, and who set them when', async () => {
    await using storage = await openEarlier([
      region('eu'),
      `insert into component values ('eu', 'print', 'Cloud print', '["print"]', 'operational', 40)`,
      `insert into component values ('eu', 'fax', 'Fax', '[]', 'unknown', 7)`,
      `insert into component_change values ('eu', 'print', 10, 'operational'),
        ('eu', 'print', 40, 'operational'), ('eu', 'print', 20, 'major_outage')`,
    ]);
    const { components } = await storage.status.loadRegion('eu', 0);
    const byHand = (from: number, status: string) => ({
      region: 'eu',
      componentId: 'print',
      source: 'hand',
      status,
      from,
      heardAt: from,
      intervalMs: null,
      message: null,
      trouble: null,
    });
    const unplaced = { region: 'eu', description: null, position: 0 };
    expect(components).toEqual([
      { ...unplaced, id: 'fax', name: 'Fax', jobTypes: [], createdAt: 7, updatedAt: 7, reports: [] },
      {
        ...unplaced,
        id: 'print',
        name: 'Cloud print',
        jobTypes: ['print'],
        createdAt: 10,
        updatedAt: 40,
        reports: [byHand(40, 'operational'), byHand(20, 'major_outage'), byHand(10, 'operational')],
      },
    ]);
    const later = await storage.status.loadRegion('eu', 30);
    expect(later.components[1]?.reports).toEqual(components[1]?.reports.slice(0, 2));
  });

  it('is judged as it was', async () => {
    await using storage = await openEarlier([
      region('eu'),
      `insert into component values ('eu', 'print', 'Cloud print', '["print"]', 'operational', 40)`,
      `insert into component_change values ('eu', 'print', 10, 'operational'),
        ('eu', 'print', 20, 'partial_outage'), ('eu', 'print', 40, 'operational')`,
    ]);
    const judgedAt = async (now: number) => {
      const { body } = await getSystemStatus({ store: storage.status, clock: { now: () => now } }, 'eu');
      return [body.service_status, body.since];
    };
    expect(await judgedAt(30)).toEqual(['Partial Outage', '1970-01-01T00:00:00.020Z']);
    expect(await judgedAt(50)).toEqual(['Operational', '1970-01-01T00:00:00.040Z']);
  });

  it('has its regions, open to the public, and its incidents, as bad everywhere as they were', async () => {
    await using storage = await openEarlier([
      region('eu'),
      region('us'),
      `insert into incident values
        ('inc_1', 'Slow', 'major', 'resolved', '["print","scan"]', '["print"]', 10, 30, 30, 'https://x.example/1'),
        ('inc_2', 'Slower', 'minor', 'investigating', '[]', '[]', 20, 20, null, null)`,
      `insert into incident_region values ('inc_1', 'us'), ('inc_1', 'eu'), ('inc_2', 'us')`,
      `insert into incident_update values
        ('inc_1', 0, 10, 'investigating', 'minor', 'We look.'),
        ('inc_1', 1, 30, 'resolved', 'major', 'It is over.'),
        ('inc_2', 0, 20, 'investigating', 'minor', 'We look.')`,
    ]);
    const [eu] = await storage.status.findRegions(['eu']);
    expect(eu).toEqual({ id: 'eu', name: 'EU', pageAccess: 'public', createdAt: 1, updatedAt: 2 });
    const everywhere = { regions: ['eu', 'us'], correctedAt: null };
    expect(await storage.status.findIncident('inc_1')).toEqual({
      id: 'inc_1',
      kind: 'incident',
      name: 'Slow',
      jobTypes: ['print'],
      startedAt: 10,
      createdAt: 10,
      updatedAt: 30,
      resolvedAt: 30,
      url: 'https://x.example/1',
      origin: null,
      version: 1,
      updates: [
        {
          ...everywhere,
          id: 'upd_1_1',
          at: 30,
          status: 'resolved',
          impact: 'major',
          componentImpacts: { print: 'major', scan: 'major' },
          body: 'It is over.',
        },
        {
          ...everywhere,
          id: 'upd_1_0',
          at: 10,
          status: 'investigating',
          impact: 'minor',
          componentImpacts: { print: 'minor', scan: 'minor' },
          body: 'We look.',
        },
      ],
    });
    const { incidents, observedAt } = await storage.status.loadRegion('eu', 0);
    expect([incidents.map(({ id }) => id), observedAt]).toEqual([['inc_1'], 30]);
  });

  it('has its maintenance, announced when it was told of, or when it began', async () => {
    await using storage = await openEarlier([
      region('eu'),
      `insert into maintenance values
        ('mnt_1', 'New servers', 'We change them.', '["print"]', 50, 90, null, 20),
        ('mnt_2', 'Old servers', 'We changed them.', '[]', 10, 40, 15, 30)`,
      `insert into maintenance_region values ('mnt_1', 'eu'), ('mnt_2', 'eu')`,
    ]);
    const told = { regions: ['eu'], origin: null, version: 1, news: [] };
    expect(await storage.status.listMaintenance({ limit: 9 })).toEqual([
      {
        ...told,
        id: 'mnt_2',
        name: 'Old servers',
        body: 'We changed them.',
        componentIds: [],
        announceAt: 10,
        startsAt: 10,
        endsAt: 40,
        cancelledAt: 15,
        createdAt: 30,
        updatedAt: 30,
      },
      {
        ...told,
        id: 'mnt_1',
        name: 'New servers',
        body: 'We change them.',
        componentIds: ['print'],
        announceAt: 20,
        startsAt: 50,
        endsAt: 90,
        cancelledAt: null,
        createdAt: 20,
        updatedAt: 20,
      },
    ]);
  });
});

function region(id: string): string {
  return `insert into region values ('${id}', '${id.toUpperCase()}', 1, 2)`;
}

async function fill(db: Kysely<AnyTables>, { migrations }: Engine, rows: readonly string[]): Promise<void> {
  const first = Object.entries(migrations).filter(([name]) => name <= '0002-meter');
  const getMigrations = async () => Object.fromEntries(first);
  const { error } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest();
  if (error) throw error;
  for (const row of rows) await sql.raw(row).execute(db);
}
