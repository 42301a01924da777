import {
  createOperatorInvitation,
  listOperatorInvitations,
  listOperators,
  removeOperator,
  removeOperatorInvitation,
} from '../../people/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { pageBody, pageRequest } from '../paging.ts';

/** Who runs the deployment. */
export function bindOperators(bind: Bind, { people }: Edge): void {
  bind('listOperators', async ({ query }) => pageBody(await listOperators(people, pageRequest(query))));
  bind('removeOperator', ({ actor, params }) => removeOperator(people, actor, params.person_id));
  bind('createOperatorInvitation', ({ actor, body }) => createOperatorInvitation(people, actor, body));
  bind('listOperatorInvitations', async ({ query }) =>
    pageBody(await listOperatorInvitations(people, pageRequest(query))),
  );
  bind('removeOperatorInvitation', ({ actor, params }) =>
    removeOperatorInvitation(people, actor, params.invitation_id),
  );
}
