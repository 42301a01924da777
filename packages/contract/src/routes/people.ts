import type { Route } from '../route.ts';
import * as person from '../schemas/person.ts';

export const peopleRoutes = {
  getMe: {
    method: 'GET',
    path: '/v1/me',
    tag: 'People',
    summary: 'Who is signed in, and where they belong',
    scopes: [],
    status: 200,
    response: person.Me,
    problems: [],
  },
  setUp: {
    method: 'POST',
    path: '/v1/set-up',
    tag: 'People',
    summary: 'Make the first person, by the set-up link',
    description:
      'The link is printed when the server starts, as long as nobody has used one. The person is an operator of the deployment, and an owner of the organizations of the demo. Sign in next.',
    for: 'anyone',
    scopes: [],
    body: person.SetUp,
    status: 201,
    response: person.Person,
    problems: ['link_unusable'],
  },
} as const satisfies Record<string, Route>;
