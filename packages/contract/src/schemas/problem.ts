import { type Static, Type } from 'typebox';
import { type ProblemCode, problems } from '../problems.ts';
import { Closed, OneOf } from './primitives.ts';

const codes = Object.keys(problems) as ProblemCode[];

export const FieldError = Closed(
  {
    location: Type.String({
      description: 'Where: `body.end_date`, `query.interval`, `header.idempotency-key`.',
    }),
    message: Type.String(),
    fix: Type.String(),
  },
  { title: 'FieldError' },
);
export type FieldError = Static<typeof FieldError>;

/** RFC 9457. */
export const Problem = Type.Object(
  {
    type: Type.String({
      format: 'uri-reference',
      description: 'A page that explains the code, relative to this server.',
    }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: OneOf(codes),
    request_id: Type.String(),
    errors: Type.Optional(Type.Array(FieldError)),
  },
  {
    title: 'Problem',
    examples: [
      {
        type: '/docs/errors/scope_missing',
        title: 'A scope is missing',
        status: 403,
        detail: 'This request needs the scope job-stats:read.',
        code: 'scope_missing',
        request_id: 'req_01kay3gq6xj4f8h2t0v9w7c5nd',
      },
    ],
  },
);
export type Problem = Static<typeof Problem>;
