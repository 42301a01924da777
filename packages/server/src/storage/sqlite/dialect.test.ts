import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Generated, Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { Connection } from './database.ts';
import { sqliteDialect } from './dialect.ts';
import { Writer } from './writer.ts';

interface Tables {
  note: { id: Generated<number>; text: string };
}

async function openNotes() {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'platen-dialect-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'notes.db');
  const writer = opened.use(new Writer(file));
  const task = (text: string) => writer.exclusive(() => writer.send('query', { sql: text, parameters: [] }));
  await task('create table note (id integer primary key, text text not null unique)');
  const reader = opened.adopt(Connection.forReading(file), (connection) => connection.close());
  const db = new Kysely<Tables>({ dialect: sqliteDialect(reader, writer) });
  const everything = opened.move();
  return {
    db,
    task,
    note: (text: string) => db.insertInto('note').values({ text }).execute(),
    notes: async () =>
      (await db.selectFrom('note').select('text').orderBy('id').execute()).map((n) => n.text),
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

describe('the connection that writes', () => {
  it('keeps a log ahead of the file and has each commit on disk before it returns', async () => {
    await using notes = await openNotes();
    expect((await notes.task('pragma journal_mode')).rows).toEqual([{ journal_mode: 'wal' }]);
    const full = 2;
    expect((await notes.task('pragma synchronous')).rows).toEqual([{ synchronous: full }]);
    expect((await notes.task('pragma foreign_keys')).rows).toEqual([{ foreign_keys: 1 }]);
  });

  it('tells what went wrong with a statement and goes on', async () => {
    await using notes = await openNotes();
    await notes.note('once');
    await expect(notes.note('once')).rejects.toThrow('UNIQUE');
    await notes.note('twice');
    expect(await notes.notes()).toEqual(['once', 'twice']);
  });

  it('refuses everything once its thread has ended, rather than wait for ever', async () => {
    const notes = await openNotes();
    await notes[Symbol.asyncDispose]();
    await expect(notes.note('late')).rejects.toThrow('writing thread');
  });
});

describe('a transaction', () => {
  it('reads what it wrote, and nobody else does before it ends', async () => {
    await using notes = await openNotes();
    await notes.db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ text: 'within' }).execute();
      expect(await tx.selectFrom('note').select('text').execute()).toEqual([{ text: 'within' }]);
      expect(await notes.notes()).toEqual([]);
    });
    expect(await notes.notes()).toEqual(['within']);
  });

  it('leaves nothing when it fails, and the next is not held up', async () => {
    await using notes = await openNotes();
    const failing = notes.db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ text: 'gone' }).execute();
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await notes.note('kept');
    expect(await notes.notes()).toEqual(['kept']);
  });

  it('has the writer to itself: what is written meanwhile comes after it', async () => {
    await using notes = await openNotes();
    const other: Promise<unknown>[] = [];
    await notes.db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ text: 'first' }).execute();
      other.push(notes.note('alone'));
      other.push(
        notes.db
          .transaction()
          .execute((later) => later.insertInto('note').values({ text: 'later' }).execute()),
      );
      await tx.insertInto('note').values({ text: 'second' }).execute();
    });
    await Promise.all(other);
    expect(await notes.notes()).toEqual(['first', 'second', 'alone', 'later']);
  });

  it('that cannot be committed leaves nothing, and nothing of others with it', async () => {
    await using notes = await openNotes();
    await notes.task('create table answer (note integer references note (id) deferrable initially deferred)');
    const dangling = notes.db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ text: 'gone' }).execute();
      await sql`insert into answer (note) values (99)`.execute(tx);
    });
    const kept = notes.db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ text: 'kept' }).execute();
    });
    await expect(dangling).rejects.toThrow('FOREIGN KEY');
    await kept;
    expect(await notes.notes()).toEqual(['kept']);
  });

  it('that the engine itself gave up says why', async () => {
    await using notes = await openNotes();
    await notes.task('pragma max_page_count = 20');
    const filling = notes.db.transaction().execute(async (tx) => {
      await sql`insert into note (text) values (hex(zeroblob(10000000)))`.execute(tx);
    });
    await expect(filling).rejects.toThrow('full');
    await notes.note('fits');
    expect(await notes.notes()).toEqual(['fits']);
  });
});
