import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { ComponentSchemas } from './openapi/schemas.ts';
import { openApiDocument } from './openapi.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

interface Answer {
  readonly description: string;
  readonly headers?: Record<string, unknown>;
  readonly content?: Record<string, MediaType>;
}
interface MediaType {
  readonly schema: { readonly $ref?: string; readonly type?: string };
  readonly example?: unknown;
  readonly examples?: Record<string, { readonly $ref: string }>;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly explode?: boolean;
}

// What a reader of the served bytes gets: no symbol, no `undefined`.
const document = JSON.parse(JSON.stringify(openApiDocument({ version: '1.2.3' }))) as ReturnType<
  typeof openApiDocument
>;
const everyRoute = Object.entries<Route>(routes);

function resolve<T>(node: T | { readonly $ref: string }): T {
  if (typeof node !== 'object' || node === null || !('$ref' in node)) return node as T;
  const path = (node.$ref as string).slice('#/'.length).split('/');
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as T;
}

function operationOf(route: Route) {
  const operation = document.paths[route.path]?.[route.method.toLowerCase()];
  if (!operation) throw new Error(`${route.method} ${route.path} is not in the document.`);
  return operation;
}

describe('the OpenAPI document', () => {
  it.each(everyRoute)('has %s, with its answer and its problems', (name, route) => {
    const operation = operationOf(route);
    expect(operation.operationId).toBe(name);
    expect(operation['x-platen-scopes']).toEqual(route.scopes);
    const { security } = operation;
    if (route.for === 'anyone') expect(security).toEqual([]);
    else if (route.for === 'person') expect(security).toEqual([{ session: [] }]);
    else expect(security).toEqual([{ bearer: [] }, { apiKey: [] }, { session: [] }]);
    expect(operation.responses).toHaveProperty(String(route.status));
    const answers = Object.values(operation.responses).map((answer) => resolve(answer) as Answer);
    const codes = answers.flatMap(({ content }) =>
      Object.keys(content?.['application/problem+json']?.examples ?? {}),
    );
    expect(codes).toEqual(expect.arrayContaining(['internal', ...route.problems]));
    expect(codes.includes('scope_missing')).toBe(route.scopes.length > 0);
    const isForAnyone = route.for === 'anyone';
    expect(codes.includes('key_missing')).toBe(!isForAnyone);
    expect(codes.includes('idempotency_mismatch')).toBe(route.method !== 'GET' && !isForAnyone);
  });

  it('has nothing but the routes, the status pages and the five paths that never want a key', () => {
    const paths = Object.entries(document.paths).filter(([path]) => !path.startsWith('/status'));
    const operations = paths.flatMap(([, methods]) => Object.values(methods));
    expect(operations).toHaveLength(everyRoute.length + 5);
    const open = [
      '/healthz',
      '/readyz',
      '/openapi.json',
      '/alerts/{id}/{signature}',
      '/channel-tests/{id}/{signature}',
    ].map((path) => document.paths[path]?.get?.security);
    expect(open).toEqual([[], [], [], [], []]);
  });

  it('names the parameters of a path, repeats a list in the query, and takes an Idempotency-Key on writes', () => {
    const parameters = operationOf(routes.getJobStats).parameters as Parameter[];
    const all = parameters.map((parameter) => resolve(parameter));
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['org_id', 'type', 'If-None-Match', 'X-Request-Id']),
    );
    expect(all.find(({ name }) => name === 'type')).toMatchObject({
      in: 'query',
      style: 'form',
      explode: true,
    });
    const ofWrite = (operationOf(routes.postJobs).parameters as Parameter[]).map((parameter) =>
      resolve(parameter),
    );
    expect(ofWrite.map(({ name }) => name)).toContain('Idempotency-Key');
    expect(ofWrite.map(({ name }) => name)).not.toContain('If-None-Match');
  });

  it('promises a snapshot an ETag and a 304', () => {
    const { responses } = operationOf(routes.getSystemStatus);
    expect(Object.keys((responses[200] as Answer).headers ?? {})).toEqual(
      expect.arrayContaining(['ETag', 'X-Poll-Interval', 'Cache-Control', 'RateLimit', 'X-Request-Id']),
    );
    expect(responses).toHaveProperty('304');
    expect(operationOf(routes.listSources).responses).not.toHaveProperty('304');
  });

  it('says that a stream is one of events, and takes the id of the last', () => {
    const { responses, parameters } = operationOf(routes.streamSystemStatus);
    const { content } = responses[200] as Answer;
    expect(Object.keys(content ?? {})).toEqual(['text/event-stream']);
    expect(content?.['text/event-stream']?.example).toMatch(
      /^retry: 2000\n\nid: .*\nevent: .*\ndata: \{.*\}\n\n$/,
    );
    const names = (parameters as Parameter[]).map((parameter) => resolve(parameter).name);
    expect(names).toContain('Last-Event-ID');
  });

  it('takes job events in all the media types of the route', () => {
    const { content } = operationOf(routes.postJobs).requestBody as { content: Record<string, MediaType> };
    expect(Object.keys(content)).toEqual(routes.postJobs.consumes);
    expect(content['application/x-ndjson']?.schema.type).toBe('string');
    expect(content['application/cloudevents-batch+json']?.schema.$ref).toBe(
      '#/components/schemas/CloudEventBatch',
    );
  });

  it('never says nullable', () => {
    expect(JSON.stringify(document)).not.toContain('"nullable"');
  });
});

describe('examples', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'platen');
  const compile = (ref: string) => ajv.compile({ $ref: `platen${ref}` });

  const schemas = Object.entries(document.components.schemas ?? {}) as [string, { examples?: unknown[] }][];
  it.each(schemas.filter(([, { examples }]) => examples))(
    'of %s fit their schema',
    (title, { examples = [] }) => {
      const validate = compile(`#/components/schemas/${title}`);
      for (const example of examples) {
        validate(example);
        expect(validate.errors).toBeNull();
      }
    },
  );

  it.each(Object.entries(document.components.examples ?? {}))('of the problem %s fits', (_code, example) => {
    const validate = compile('#/components/schemas/Problem');
    validate((example as { value: unknown }).value);
    expect(validate.errors).toBeNull();
  });

  it.each(everyRoute)('stand beside every body and every answer of %s', (_name, route) => {
    const { requestBody, responses } = operationOf(route);
    const bodies = Object.values((requestBody as Answer | undefined)?.content ?? {});
    const answers = Object.values((responses[route.status] as Answer).content ?? {});
    expect(answers).toHaveLength(1);
    for (const mediaType of [...answers, ...bodies]) expect(mediaType).toHaveProperty('example');
  });
});

describe('a title', () => {
  it('stands for one schema', () => {
    const schemas = new ComponentSchemas();
    const twice = { type: 'object', title: 'Thing', properties: { a: { type: 'string' } } };
    expect(schemas.refer(twice)).toEqual({ $ref: '#/components/schemas/Thing' });
    expect(schemas.refer({ ...twice })).toEqual({ $ref: '#/components/schemas/Thing' });
    expect(() => schemas.refer({ ...twice, description: 'Another.' })).toThrow('Two different schemas');
  });
});
