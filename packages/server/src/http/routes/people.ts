import { getOrganization } from '../../access/index.ts';
import {
  acceptInvitation,
  createInvitation,
  endOtherSessions,
  endSession,
  listInvitations,
  listMembers,
  listSessions,
  me,
  putMember,
  readInvitation,
  removeInvitation,
  removeMember,
  setUp,
} from '../../people/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { pageBody, pageRequest } from '../paging.ts';
import { personOf } from '../person-of.ts';

/** Who is signed in, and who belongs to an organization. */
export function bindPeople(bind: Bind, { people, access }: Edge): void {
  bind('getMe', async ({ actor, request }) => me(actor, request.signedIn));
  bind('listSessions', ({ request }) => listSessions(people, personOf(request)));
  bind('endOtherSessions', ({ request }) => endOtherSessions(people, personOf(request)));
  bind('endSession', ({ request, params }) => endSession(people, personOf(request), params.session_id));
  bind('setUp', ({ body }) => setUp(people, body));

  bind('listMembers', async ({ params, query }) =>
    pageBody(await listMembers(people, params.org_id, pageRequest(query))),
  );
  bind('putMember', ({ actor, params, body }) =>
    putMember(people, actor, params.org_id, params.person_id, body.role),
  );
  bind('removeMember', ({ actor, params }) => removeMember(people, actor, params.org_id, params.person_id));

  bind('createInvitation', async ({ actor, params, body }) =>
    createInvitation(people, actor, await getOrganization(access, params.org_id), body),
  );
  bind('listInvitations', async ({ params, query }) =>
    pageBody(await listInvitations(people, params.org_id, pageRequest(query))),
  );
  bind('removeInvitation', ({ actor, params }) =>
    removeInvitation(people, actor, params.org_id, params.invitation_id),
  );
  bind('readInvitation', ({ body }) =>
    readInvitation(people, (orgId) => access.store.findOrganization(orgId), body.token),
  );
  bind('acceptInvitation', ({ request, body }) => acceptInvitation(people, request.signedIn, body));
}
