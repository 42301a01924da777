import type { TSchema } from 'typebox';
import type { Route } from '../route.ts';
import { CloudEventBatch } from '../schemas/cloud-event.ts';
import { jobEventExample } from '../schemas/job-event.ts';
import { type ComponentSchemas, exampleOf, type SchemaObject } from './schemas.ts';

export const headerParameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes the request safe to repeat: for 24 hours the same key with the same request gets the first answer again.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
    example: '0f6c3b0e-6a51-4d9c-9d0e-2f6b6e1f7c11',
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description:
      'The `ETag` of the last answer. While nothing has changed, 304 comes back and costs no quota.',
    schema: { type: 'string' },
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The `id` of the last event received. While nothing has changed since, nothing is sent.',
    schema: { type: 'string' },
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description: 'Your own name for this request. It comes back in the answer and stands in the log.',
    schema: { type: 'string', pattern: '^[\\w.:-]{1,128}$' },
  },
} as const;

const refer = (name: keyof typeof headerParameters) => ({ $ref: `#/components/parameters/${name}` });

export function parametersOf(route: Route, schemas: ComponentSchemas): object[] {
  return [
    ...parametersIn('path', route.params, schemas),
    ...parametersIn('query', route.query, schemas),
    ...(route.method === 'GET' || route.for === 'anyone' ? [] : [refer('IdempotencyKey')]),
    ...(route.snapshot ? [refer('IfNoneMatch')] : []),
    ...(route.stream ? [refer('LastEventId')] : []),
    refer('RequestId'),
  ];
}

function parametersIn(
  place: 'path' | 'query',
  object: SchemaObject | undefined,
  schemas: ComponentSchemas,
): object[] {
  if (!object) return [];
  const { properties = {}, required = [] } = object;
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as SchemaObject;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      ...(schema.type === 'array' ? { style: 'form', explode: true } : {}),
      schema: schemas.refer(schema),
    };
  });
}

/** What a body looks like in the media types that are not plain JSON of its schema. */
const otherBodies: Readonly<Record<string, object>> = {
  'application/x-ndjson': {
    type: 'string',
    description: 'One `JobEvent` a line.',
    examples: [`${JSON.stringify(jobEventExample)}\n`],
  },
  'application/cloudevents-batch+json': CloudEventBatch,
};

export function requestBody(
  body: TSchema,
  consumes: readonly string[] = ['application/json'],
  schemas: ComponentSchemas,
): object {
  const content = consumes.map((mediaType) => {
    const schema = otherBodies[mediaType] ?? body;
    return [mediaType, { schema: schemas.refer(schema), ...exampleOf(schema) }];
  });
  return { required: true, content: Object.fromEntries(content) };
}
