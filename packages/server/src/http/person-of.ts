import type { FastifyRequest } from 'fastify';
import type { SignedIn } from '../people/index.ts';

/** Who is signed in, on a route that is for persons. */
export function personOf({ signedIn }: FastifyRequest): SignedIn {
  if (!signedIn) throw new Error('A route for persons was reached without one.');
  return signedIn;
}
