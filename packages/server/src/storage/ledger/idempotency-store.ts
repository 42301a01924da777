import type { Kysely, Transaction } from 'kysely';
import type { IdempotencyStore } from '../../access/index.ts';
import type { LedgerTables } from './tables.ts';
import { inTransaction } from './transaction.ts';

export function ledgerIdempotencyStore(db: Kysely<LedgerTables>): IdempotencyStore {
  return {
    begin: (request, limits) => inTransaction(db, (tx) => begin(tx, request, limits)),
    async finish(request, sealed) {
      await db
        .updateTable('idempotency')
        .set({ answer: sealed })
        .where('key_id', '=', request.keyId)
        .where('key_hash', '=', request.keyHash)
        .where('created_at', '=', request.begunAt)
        .execute();
    },
    async abandon(request) {
      await db
        .deleteFrom('idempotency')
        .where('key_id', '=', request.keyId)
        .where('key_hash', '=', request.keyHash)
        .where('created_at', '=', request.begunAt)
        .execute();
    },
    async forget(before) {
      await db.deleteFrom('idempotency').where('created_at', '<', before).execute();
    },
  };
}

type Begin = IdempotencyStore['begin'];

async function begin(
  tx: Transaction<LedgerTables>,
  request: Parameters<Begin>[0],
  { forgetBefore, abandonBefore }: Parameters<Begin>[1],
): ReturnType<Begin> {
  const mine = tx
    .deleteFrom('idempotency')
    .where('key_id', '=', request.keyId)
    .where('key_hash', '=', request.keyHash);
  await mine.where('created_at', '<', forgetBefore).execute();
  await mine.where('answer', 'is', null).where('created_at', '<', abandonBefore).execute();
  const inserted = await tx
    .insertInto('idempotency')
    .values({
      key_id: request.keyId,
      key_hash: request.keyHash,
      fingerprint: request.fingerprint,
      answer: null,
      created_at: request.begunAt,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return { state: 'begun' };
  const row = await tx
    .selectFrom('idempotency')
    .select(['fingerprint', 'answer'])
    .where('key_id', '=', request.keyId)
    .where('key_hash', '=', request.keyHash)
    .executeTakeFirst();
  // It was given up just now: the way is free for whoever comes again.
  if (!row) return { state: 'running' };
  if (row.fingerprint !== request.fingerprint) return { state: 'other_request' };
  return row.answer === null ? { state: 'running' } : { state: 'answered', sealed: row.answer };
}
