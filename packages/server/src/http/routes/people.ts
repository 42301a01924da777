import { me, setUp } from '../../people/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';

/** Who is signed in, and who belongs to an organization. */
export function bindPeople(bind: Bind, { people }: Edge): void {
  bind('getMe', async ({ actor, request }) => me(actor, request.signedIn));
  bind('setUp', ({ body }) => setUp(people, body));
}
