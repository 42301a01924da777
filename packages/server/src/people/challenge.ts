import { newId } from '../kit/ids.ts';
import { hashToken } from './link.ts';
import type { AuditOf, Where } from './rows.ts';
import type { PeopleContext } from './store.ts';

const usual = { value: '', lastsMs: 5 * 60 * 1000 };

/** Keeps what was asked of a browser, by its hash, until it is answered. `purpose`: whose, or what for. */
export async function keepChallenge(
  { store, clock }: PeopleContext,
  challenge: string,
  purpose: string,
  { value, lastsMs } = usual,
  audit: AuditOf = () => [],
): Promise<void> {
  const now = clock.now();
  const row = { id: newId('vrf', now), identifier: identifierOf(challenge, purpose), value };
  const times = { expires_at: now + lastsMs, created_at: now, updated_at: now };
  await store.rows.insert('person_verification', { ...row, ...times }, audit);
}

/** What was kept with it, while it lasts. */
export async function findChallenge(
  people: PeopleContext,
  challenge: string,
  purpose: string,
): Promise<string | undefined> {
  const where = openAs(people, challenge, purpose);
  const [found] = await people.store.rows.find('person_verification', where);
  return found && String(found.value);
}

/** What was kept with it, once, while it lasts. */
export async function takeChallenge(
  people: PeopleContext,
  challenge: string,
  purpose: string,
): Promise<string | undefined> {
  const where = openAs(people, challenge, purpose);
  const [taken] = await people.store.rows.remove('person_verification', where, true, () => []);
  return taken && String(taken.value);
}

function openAs({ clock }: PeopleContext, challenge: string, purpose: string): Where {
  const kept = { column: 'identifier', is: '=', value: identifierOf(challenge, purpose) } as const;
  return [[kept, { column: 'expires_at', is: '>', value: clock.now() }]];
}

function identifierOf(challenge: string, purpose: string): string {
  return hashToken(`${purpose} ${challenge}`);
}
