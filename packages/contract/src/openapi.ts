import { answersOf, problemsOf, problemsOfOpenPaths } from './openapi/answers.ts';
import { headers } from './openapi/headers.ts';
import { headerParameters, parametersOf, requestBody } from './openapi/inputs.ts';
import { type OpenPath, openPaths } from './openapi/open-paths.ts';
import { ProblemResponses } from './openapi/problems.ts';
import { ComponentSchemas } from './openapi/schemas.ts';
import { introduction, securitySchemes, tags } from './openapi/texts.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { Problem } from './schemas/problem.ts';

export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  /** By path, then by method in lower case. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  /** By kind (`schemas`, `responses`, …), then by name. */
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [section: string]: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, object>>;
  readonly [field: string]: unknown;
}

interface Components {
  readonly schemas: ComponentSchemas;
  readonly problems: ProblemResponses;
}

/** The whole contract as an OpenAPI 3.1 document, ready for `JSON.stringify`. */
export function openApiDocument({ version }: { readonly version: string }): OpenApiDocument {
  const components: Components = { schemas: new ComponentSchemas(), problems: new ProblemResponses() };
  components.schemas.refer(Problem);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    const method = route.method.toLowerCase();
    paths[route.path] = { ...paths[route.path], [method]: operation(name, route, components) };
  }
  for (const open of openPaths) {
    paths[open.path] = { ...paths[open.path], [open.method ?? 'get']: openOperation(open, components) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Platen',
      version,
      summary: 'System Health Monitoring for print environments',
      description: introduction,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This deployment' }],
    tags,
    security: keyed,
    paths,
    components: {
      schemas: components.schemas.all(),
      responses: components.problems.responses(),
      parameters: headerParameters,
      examples: components.problems.examples(),
      headers,
      securitySchemes,
    },
  };
}

const keyed = [{ bearer: [] }, { apiKey: [] }, { session: [] }];
const securityOf = { person: [{ session: [] }], anyone: [] };

function operation(name: string, route: Route, { schemas, problems }: Components): Operation {
  const { tag, summary, description, scopes, body, consumes } = route;
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: [...(description ? [description] : []), scopeSentence(route)].join('\n\n'),
    'x-platen-scopes': scopes,
    security: route.for ? securityOf[route.for] : keyed,
    parameters: parametersOf(route, schemas),
    ...(body ? { requestBody: requestBody(body, consumes, schemas) } : {}),
    responses: { ...answersOf(route, schemas), ...problems.refer(problemsOf(route)) },
  };
}

function scopeSentence({ for: whom, scopes, needsAll }: Route): string {
  if (whom === 'anyone') return 'For anyone: it wants neither a key nor a session.';
  if (whom === 'person') return 'For a person who is signed in; no key will do.';
  if (scopes.length === 0) return 'Scope: none; any valid key or session will do.';
  const names = scopes.map((scope) => `\`${scope}\``).join(', ');
  return `Scope: ${scopes.length > 1 ? (needsAll ? 'all of ' : 'any one of ') : ''}${names}.`;
}

function openOperation(open: OpenPath, { schemas, problems }: Components): Operation {
  const { operationId, tag, summary, description, parameters, security, body, status = 200 } = open;
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    security,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: requestBody(body, undefined, schemas) } : {}),
    responses: {
      [status]: {
        description: 'Done.',
        content: { [open.mediaType]: { schema: schemas.refer(open.response) } },
      },
      ...problems.refer([...problemsOfOpenPaths, ...open.problems]),
    },
  };
}
