import { newId } from '../kit/ids.ts';
import { hashPassword } from './password.ts';
import type { Person } from './person.ts';
import type { NewAccount } from './store.ts';

/** The way to sign in of a person who has just come, by this password. */
export async function passwordAccount({ id, createdAt }: Person, password: string): Promise<NewAccount> {
  const passwordHash = await hashPassword(password);
  return { id: newId('acc', createdAt), providerId: 'credential', accountId: id, passwordHash };
}
