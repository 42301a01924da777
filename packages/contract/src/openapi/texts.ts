import type { Route } from '../route.ts';

export const introduction = `
Is the service up in my region, are my jobs flowing, is my subscription safe?

**Keys.** Send \`Authorization: Bearer <key>\` or \`X-API-Key: <key>\`. A key carries scopes; each operation names the
ones it takes. \`GET /v1/whoami\` tells what a key may do. A key in the URL is refused.

**People.** The console signs people in by a cookie. It is taken wherever a key is, when no key is sent, and may do
what the role of the person says.

**Unknown is never 0.** What no source can know is \`null\`; a quiet hour is \`0\`; a feed that has stopped is
\`Unknown\`, never \`Operational\`.

**Polling.** Answers about health have an \`ETag\`. Send it back as \`If-None-Match\`: 304 costs no quota. Come again
after as many seconds as \`X-Poll-Interval\` says.

**Errors** are \`application/problem+json\` (RFC 9457) with a \`code\`. Each code has [a page](/docs/errors) with its cause
and its fix.

**Writing.** Send an \`Idempotency-Key\` with every write, and repeat it without fear.

**Ageing.** An answer to a key that expires within 14 days has \`Deprecation\`, \`Sunset\` and \`Link\` headers.

JSON is in \`snake_case\`, times are RFC 3339 in UTC, dates \`YYYY-MM-DD\`, durations seconds, rates 0 to 1. Lists come in
pages: send \`next_cursor\` back as \`cursor\`.
`.trim();

const tagTexts = {
  Health: 'The three questions, and who is asking.',
  Jobs: 'Sending job events, and saying what a source can see.',
  Anomalies: 'What was unusual about jobs, and what people say of it.',
  Keys: 'API keys: create, rotate, revoke.',
  Organizations: 'Organizations and their subscriptions.',
  Status: 'Regions, components, incidents and maintenance, as the operator writes them.',
  Alerts: 'What an organization has watched, what fires, who is told, and how that went.',
  People: 'Who is signed in, and who belongs to an organization.',
  Audit: 'Who changed what.',
} satisfies Record<Route['tag'], string>;

export const tags = [
  ...Object.entries(tagTexts).map(([name, description]) => ({ name, description })),
  { name: 'Status page', description: 'What anyone may read of a region, in the forms that others read.' },
  { name: 'Server', description: 'What is answered without a key.' },
];

export const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'platen_live_…',
    description: 'An API key. `Authorization: <key>` without `Bearer` is understood too.',
  },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same API key.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-platen.session_token',
    description:
      'The session of a person who signed in by `/auth`; without https the name is `platen.session_token`. What changes something must come from the same origin.',
  },
} as const;
