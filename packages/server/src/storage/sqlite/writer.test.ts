import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connection } from './database.ts';
import { Writer } from './writer.ts';

describe('the writing thread', () => {
  let folder: string;
  let writer: Writer;
  let thread: Promise<Worker>;
  let timesLost: number;
  const query = (sql: string) => writer.exclusive(() => writer.send('query', { sql, parameters: [] }));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'platen-writer-'));
    thread = once(process, 'worker').then(([worker]) => worker as Worker);
    timesLost = 0;
    writer = new Writer(join(folder, 'platen.db'), () => timesLost++);
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

  /** What Node says of the number of such a thread. */
  const ended = -1;
  const overloaded = expect.objectContaining({ name: 'Refusal', code: 'overloaded' });

  it('that fails is followed by a new one, once it has let go of the file', async () => {
    await query('create table step (who text)');
    expect(writer.isAlive).toBe(true);
    const worker = await thread;
    worker.emit('error', new Error('out of memory'));
    expect(writer.isAlive).toBe(false);
    await query("insert into step values ('later')");
    expect(worker.threadId).toBe(ended);
    expect(writer.isAlive).toBe(true);
    expect((await query('select who from step')).rows).toEqual([{ who: 'later' }]);
    expect(timesLost).toBe(1);
  });

  it('that fails and ends is lost once', async () => {
    const worker = await thread;
    worker.emit('error', new Error('out of memory'));
    await worker.terminate();
    await query('select 1');
    expect(timesLost).toBe(1);
  });

  it('leaves nothing of a transaction it did not end, and does not go on with it', async () => {
    await query('create table step (who text)');
    const insert = (who: string) =>
      writer.send('query', { sql: 'insert into step values (?)', parameters: [who] });
    const steps = writer.exclusive(async () => {
      await writer.send('query', { sql: 'begin immediate', parameters: [] });
      await insert('first');
      const worker = await thread;
      worker.postMessage = () => undefined;
      const unheard = expect(insert('second')).rejects.toEqual(overloaded);
      await worker.terminate();
      await unheard;
      await expect(insert('third')).rejects.toEqual(overloaded);
    });
    const later = query('select who from step');
    await steps;
    expect((await later).rows).toEqual([]);
  });

  it('takes nothing any more once it is disposed of', async () => {
    const worker = await thread;
    await writer[Symbol.asyncDispose]();
    expect(worker.threadId).toBe(ended);
    await expect(query('select 1')).rejects.toEqual(overloaded);
    expect(timesLost).toBe(0);
  });

  it('says who holds the database, which is worth another try', async () => {
    await query('create table step (who text)');
    await query('pragma busy_timeout = 0');
    const other = Connection.forWriting(join(folder, 'platen.db'));
    other.query('begin immediate', []);
    await expect(query("insert into step values ('kept out')")).rejects.toEqual(overloaded);
    other.close();
    await query("insert into step values ('let in')");
  });
});
