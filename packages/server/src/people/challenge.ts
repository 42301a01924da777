import { newId } from '../kit/ids.ts';
import { hashToken } from './link.ts';
import type { PeopleContext } from './store.ts';

const usual = { value: '', lastsMs: 5 * 60 * 1000 };

/** Keeps what was asked of a browser, by its hash, until it is answered. `purpose`: whose, or what for. */
export async function keepChallenge(
  { store, clock }: PeopleContext,
  challenge: string,
  purpose: string,
  { value, lastsMs } = usual,
): Promise<void> {
  const now = clock.now();
  const row = { id: newId('vrf', now), identifier: identifierOf(challenge, purpose), value };
  const times = { expires_at: now + lastsMs, created_at: now, updated_at: now };
  await store.rows.insert('person_verification', { ...row, ...times }, () => []);
}

/** What was kept with it, once, while it lasts. */
export async function takeChallenge(
  { store, clock }: PeopleContext,
  challenge: string,
  purpose: string,
): Promise<string | undefined> {
  const kept = { column: 'identifier', is: '=', value: identifierOf(challenge, purpose) } as const;
  const open = { column: 'expires_at', is: '>', value: clock.now() } as const;
  const [taken] = await store.rows.remove('person_verification', [[kept, open]], true, () => []);
  return taken && String(taken.value);
}

function identifierOf(challenge: string, purpose: string): string {
  return hashToken(`${purpose} ${challenge}`);
}
