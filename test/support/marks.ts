import { setImmediate as nextTurn } from 'node:timers/promises';
import { Pool } from 'pg';
import type { RunningServer } from '../../packages/server/src/index.ts';

/**
 * A server hears of another's change within a second, and tests do not wait for time: notifications come in their order,
 * so once one that is sent now has been heard, all before it have.
 */
export class Marks implements AsyncDisposable {
  readonly #pool: Pool;
  #last = 0;

  constructor(databaseUrl: string) {
    this.#pool = new Pool({ connectionString: databaseUrl, max: 1 });
  }

  async heardBy({ rooms }: RunningServer): Promise<void> {
    const mark = `mark-${process.pid}-${++this.#last}`;
    const before = rooms.status.store.revision(mark);
    await this.#pool.query(`select pg_notify('platen_' || 'change'::regclass::oid, $1)`, [
      `1 status ${mark}`,
    ]);
    while (rooms.status.store.revision(mark) === before) await nextTurn();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#pool.end();
  }
}
