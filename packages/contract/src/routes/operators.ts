import type { Route } from '../route.ts';
import * as operator from '../schemas/operator.ts';
import { Person } from '../schemas/person.ts';
import { Closed, Page, PageQuery } from '../schemas/primitives.ts';
import { Id } from './parts.ts';

/** Whoever may make an operator could make themselves one, so it takes all that one may do. */
const scopes = ['operator:*'] as const;

/** The people who run the deployment. */
export const operatorsRoutes = {
  listOperators: {
    method: 'GET',
    path: '/v1/operators',
    tag: 'People',
    summary: 'Who runs the deployment',
    scopes,
    query: PageQuery,
    status: 200,
    response: Page('OperatorPage', Person),
    problems: [],
  },
  removeOperator: {
    method: 'DELETE',
    path: '/v1/operators/{person_id}',
    tag: 'People',
    summary: 'Let a person run the deployment no more',
    description:
      'It counts from their next request on. In organizations they keep the roles that they were given. The last operator stays.',
    scopes,
    params: Closed({ person_id: Id('The `id` of the person.') }),
    status: 200,
    response: Person,
    problems: ['not_found', 'conflict'],
  },
  createOperatorInvitation: {
    method: 'POST',
    path: '/v1/operator-invitations',
    tag: 'People',
    summary: 'Invite somebody to run the deployment',
    description:
      'By mail, where the deployment can send any; else the answer has the link. It works once, for seven days, and ends an earlier one to the same address. It is read and accepted as one into an organization is.',
    scopes,
    body: operator.OperatorInvitationCreate,
    status: 201,
    response: operator.OperatorInvitationWithLink,
    problems: [],
  },
  listOperatorInvitations: {
    method: 'GET',
    path: '/v1/operator-invitations',
    tag: 'People',
    summary: 'Invitations to run the deployment that nobody has accepted yet',
    scopes,
    query: PageQuery,
    status: 200,
    response: Page('OperatorInvitationPage', operator.OperatorInvitation),
    problems: [],
  },
  removeOperatorInvitation: {
    method: 'DELETE',
    path: '/v1/operator-invitations/{invitation_id}',
    tag: 'People',
    summary: 'Take an invitation to run the deployment back',
    scopes,
    params: Closed({ invitation_id: Id('The `id` of the invitation.') }),
    status: 200,
    response: operator.OperatorInvitation,
    problems: ['not_found'],
  },
} as const satisfies Record<string, Route>;
