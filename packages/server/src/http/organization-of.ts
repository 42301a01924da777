import type { Caller, Organization } from '../access/index.ts';

/** The organization of an actor on a route whose scopes only organizations have, so that no other comes this far. */
export function organizationOf(actor: Caller): Organization {
  if (actor.kind !== 'organization') throw new Error('An actor without an organization was let in.');
  return actor.org;
}
