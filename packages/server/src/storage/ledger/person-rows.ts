import type { Selectable, Transaction } from 'kysely';
import type { NewPerson, Person } from '../../people/index.ts';
import type { PersonTable } from './people-tables.ts';
import type { LedgerTables } from './tables.ts';

/** False when there is one of that id or address. */
export async function insertPerson(
  tx: Transaction<LedgerTables>,
  { person, account }: NewPerson,
): Promise<boolean> {
  const at = { created_at: person.createdAt, updated_at: person.createdAt };
  const { id, name, email } = person;
  const result = await tx
    .insertInto('person')
    .values({
      ...at,
      id,
      name,
      email,
      email_verified: 0,
      image: null,
      two_factor_enabled: 0,
      is_operator: person.isOperator ? 1 : 0,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return false;
  await tx
    .insertInto('person_account')
    .values({
      ...at,
      ...noTokens,
      id: account.id,
      person_id: id,
      account_id: account.accountId,
      provider_id: account.providerId,
      password: account.passwordHash,
    })
    .execute();
  return true;
}

const noTokens = {
  access_token: null,
  refresh_token: null,
  id_token: null,
  access_token_expires_at: null,
  refresh_token_expires_at: null,
  scope: null,
};

export function toPerson(row: Selectable<PersonTable>): Person {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    isOperator: row.is_operator === 1,
    createdAt: row.created_at,
  };
}
