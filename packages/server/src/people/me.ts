import type { Me } from '@platen/contract';
import type { Caller, Organization } from '../access/index.ts';
import { personBody } from './person.ts';
import type { SignedIn } from './store.ts';

/** Of whoever came with a key there is no person, and no role. */
export function me(caller: Caller, signedIn: SignedIn | undefined): Me {
  if (!signedIn) {
    const memberships = caller.kind === 'organization' ? [{ ...placeOf(caller.org), role: null }] : [];
    return { person: null, is_operator: caller.kind === 'operator', memberships };
  }
  const { person, memberships } = signedIn;
  return {
    person: personBody(person),
    is_operator: person.isOperator,
    memberships: memberships.map(({ org, role }) => ({ ...placeOf(org), role })),
  };
}

function placeOf({ orgId, name, region, timeZone }: Organization) {
  return { org_id: orgId, name, region, time_zone: timeZone };
}
