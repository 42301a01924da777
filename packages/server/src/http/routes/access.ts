import {
  createKey,
  createOrganization,
  getOrganization,
  listAudit,
  listKeys,
  listOrganizations,
  organizationBody,
  revokeKey,
  rotateKey,
  updateOrganization,
} from '../../access/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { pageBody, pageRequest } from '../paging.ts';

const defaultOverlapSeconds = 86_400;

export function bindAccess(bind: Bind, { access }: Edge): void {
  bind('createOrganization', ({ actor, body }) => createOrganization(access, actor, body));
  bind('listOrganizations', async ({ query }) =>
    pageBody(await listOrganizations(access, pageRequest(query))),
  );
  bind('getOrganization', async ({ params }) =>
    organizationBody(await getOrganization(access, params.org_id)),
  );
  bind('updateOrganization', ({ actor, params, body }) =>
    updateOrganization(access, actor, params.org_id, body),
  );

  bind('createKey', async ({ actor, params, body }) =>
    createKey(access, actor, await getOrganization(access, params.org_id), body),
  );
  bind('listKeys', async ({ params, query }) =>
    pageBody(await listKeys(access, params.org_id, pageRequest(query))),
  );
  bind('rotateKey', async ({ actor, params, body }) => {
    const org = await getOrganization(access, params.org_id);
    return rotateKey(access, actor, org, params.key_id, body.overlap_seconds ?? defaultOverlapSeconds);
  });
  bind('revokeKey', ({ actor, params }) => revokeKey(access, actor, params.org_id, params.key_id));

  bind('createOperatorKey', ({ actor, body }) => createKey(access, actor, null, body));
  bind('listOperatorKeys', async ({ query }) => pageBody(await listKeys(access, null, pageRequest(query))));
  bind('rotateOperatorKey', ({ actor, params, body }) =>
    rotateKey(access, actor, null, params.key_id, body.overlap_seconds ?? defaultOverlapSeconds),
  );
  bind('revokeOperatorKey', ({ actor, params }) => revokeKey(access, actor, null, params.key_id));

  bind('listAudit', async ({ params, query }) =>
    pageBody(await listAudit(access, params.org_id, pageRequest(query))),
  );
  bind('listAllAudit', async ({ query }) => pageBody(await listAudit(access, undefined, pageRequest(query))));
}
