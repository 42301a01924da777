import { Refusal } from '@platen/contract';
import type { Caller, Organization } from '../access/index.ts';
import { hashToken } from './link.ts';
import { scopesOfRole } from './membership.ts';
import type { PeopleContext, SignedIn } from './store.ts';

const mostRemembered = 10_000;

/**
 * Turns the tokens of sessions into those who are signed in. Those found are remembered until the ledger's revisions
 * move, so a session that is ended counts no more from the next request on.
 */
export class Sessions {
  readonly #people: PeopleContext;
  /** Raised by changes to organizations, which are remembered along. */
  readonly #accessRevision: () => number;
  #byHash = new Map<string, SignedIn>();
  #revision = '';

  constructor(people: PeopleContext, accessRevision: () => number) {
    this.#people = people;
    this.#accessRevision = accessRevision;
  }

  /** @throws Refusal `session_ended` */
  async find(token: string): Promise<SignedIn> {
    const hash = hashToken(token);
    const revision = this.#look();
    let found = this.#byHash.get(hash);
    if (!found) {
      found = await this.#people.store.findSignedIn({ tokenHash: hash });
      // A change may have come in between; then what was read is not to be remembered.
      if (found && revision === this.#look()) this.#byHash.set(hash, found);
    }
    if (!found || found.session.expiresAt <= this.#people.clock.now())
      throw new Refusal('session_ended', 'The session has ended. Sign in again.');
    return found;
  }

  /** Whoever is signed in, as the ledger knows them now, in the same organization; undefined once they may not be there. */
  async renew(caller: Caller, org: Organization): Promise<Caller | undefined> {
    if (!('sessionId' in caller.by)) return undefined;
    const found = await this.#people.store.findSignedIn({ sessionId: caller.by.sessionId });
    if (!found || found.session.expiresAt <= this.#people.clock.now()) return undefined;
    return asMember(found, org);
  }

  #look(): string {
    const revision = `${this.#people.store.peopleRevision()} ${this.#accessRevision()}`;
    if (revision !== this.#revision || this.#byHash.size >= mostRemembered) {
      this.#byHash = new Map();
      this.#revision = revision;
    }
    return revision;
  }
}

/** What the person is without an organization: an operator, or somebody who may do nothing there. */
export function asThemselves({ session, person }: SignedIn): Caller {
  const came = { name: person.id, by: { sessionId: session.id, expiresAt: session.expiresAt } };
  return person.isOperator
    ? { ...came, kind: 'operator', scopes: ['operator:*'] }
    : { ...came, kind: 'person', scopes: [] };
}

/** What the person is in an organization; undefined where they do not belong. An operator belongs everywhere. */
export function asMember(signedIn: SignedIn, org: Organization): Caller | undefined {
  const { person, memberships } = signedIn;
  const membership = memberships.find((one) => one.org.orgId === org.orgId);
  if (!membership && !person.isOperator) return undefined;
  const { name, by, scopes } = asThemselves(signedIn);
  const role = person.isOperator ? 'owner' : membership?.role;
  return { kind: 'organization', name, by, org, scopes: [...scopes, ...(role ? scopesOfRole[role] : [])] };
}
