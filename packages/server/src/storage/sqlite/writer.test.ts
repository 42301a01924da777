import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Writer } from './writer.ts';

describe('the writing thread', () => {
  let folder: string;
  let writer: Writer;
  const query = (sql: string) => writer.exclusive(() => writer.send('query', { sql, parameters: [] }));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'platen-writer-'));
    writer = new Writer(join(folder, 'platen.db'));
  });
  afterEach(async () => {
    await writer[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  it('says that the disk is full, which is worth another try, and not that there is a fault', async () => {
    await query('create table filler (bytes blob)');
    await query('pragma max_page_count = 4');
    await expect(query('insert into filler values (zeroblob(1000000))')).rejects.toMatchObject({
      name: 'Refusal',
      code: 'overloaded',
    });
  });

  it('answers a wrong statement with its fault and goes on', async () => {
    await expect(query('select from nowhere')).rejects.toThrow('syntax error');
    expect((await query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('lets nothing come between the steps of one who has it to himself', async () => {
    await query('create table step (who text)');
    const insert = (who: string) =>
      writer.send('query', { sql: 'insert into step values (?)', parameters: [who] });
    await Promise.all([
      writer.exclusive(async () => {
        await insert('first');
        await insert('first');
      }),
      writer.exclusive(() => insert('second')),
    ]);
    expect((await query('select who from step order by rowid')).rows.map(({ who }) => who)).toEqual([
      'first',
      'first',
      'second',
    ]);
  });
});
