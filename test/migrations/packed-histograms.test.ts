import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, engines, type Row } from './engines.ts';

const slot = Date.UTC(2026, 10, 24, 8);
const amounts = { cancelled: 0, failed: 0, open: 0, abandoned: 0, pages: 3, color_pages: 2, sheets: 1 };

describe.each(engines)('histograms on $name', (engine) => {
  if (engine.lacking) return it.skip(engine.lacking);
  let started: Awaited<ReturnType<Engine['start']>>;
  beforeAll(async () => {
    started = await engine.start();
  });
  afterAll(() => started[Symbol.asyncDispose]());

  it('go from a row for each bucket into the row of their counts, and no count changes', async () => {
    const database = await started.database();
    const place = (fields: Row = {}) => ({
      ...{ org_id: '4725fffa', slot, type: 'print', source: 'cups-01', device: 'office-mfp' },
      ...fields,
    });
    const counted = (fields: Row, submitted: number) => ({
      ...place(fields),
      ...{ submitted, completed: submitted, ...amounts },
    });
    const timing = (fields: Row, metric: string, ...buckets: readonly (readonly [number, number])[]) =>
      buckets.map(([bucket, n]) => ({ ...place(fields), metric, bucket, n }));
    const counts = [
      counted({}, 13),
      counted({ device: '' }, 1),
      counted({ org_id: '4725fffb' }, 5_000_000_000),
      counted({ slot: slot + 900_000 }, 2),
      counted({ type: 'scan' }, 3),
      counted({ source: 'cups-02' }, 4),
    ];
    const after = await database.use(async (db) => {
      await migrateTo(db, engine, '0008-store-copy');
      await db.insertInto('job_count').values(counts).execute();
      await db
        .insertInto('job_timing')
        .values([
          ...timing({}, 'wait', [100, 1], [9, 12], [-3, 1], [0, 2]),
          ...timing({}, 'completion', [78, 13]),
          ...timing({ org_id: '4725fffb' }, 'wait', [514, 5_000_000_000]),
          ...timing({ slot: slot + 900_000 }, 'completion', [7, 2]),
          ...timing({ type: 'scan' }, 'wait', [1, 3]),
          ...timing({ source: 'cups-02' }, 'wait', [2, 4]),
          // Of counts that were dropped before their histograms were.
          ...timing({ slot: slot - 900_000 }, 'wait', [8, 1]),
        ])
        .execute();
      await migrateTo(db, engine, '9999');
      return db
        .selectFrom('job_count')
        .selectAll()
        .orderBy('org_id')
        .orderBy('slot')
        .orderBy('type')
        .orderBy('source')
        .orderBy('device')
        .execute();
    });
    const histograms = [
      ['', ''],
      ['-3:1 0:2 9:12 100:1', '78:13'],
      ['2:4', ''],
      ['1:3', ''],
      ['', '7:2'],
      ['514:5000000000', ''],
    ];
    const inOrder = [counts[1], counts[0], counts[5], counts[4], counts[3], counts[2]];
    expect(after).toEqual(
      inOrder.map((row, n) => ({ ...row, wait: histograms[n]?.[0], completion: histograms[n]?.[1] })),
    );
  });
});

type Database = ConstructorParameters<typeof Migrator>[0]['db'];

async function migrateTo(db: Database, { migrations }: Engine, version: string): Promise<void> {
  const then = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= version));
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => then },
  }).migrateToLatest();
  if (error) throw error;
}
