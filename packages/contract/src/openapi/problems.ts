import { type ProblemCode, problems, problemType } from '../problems.ts';
import type { Problem } from '../schemas/problem.ts';
import { headersOf } from './headers.ts';

interface Reference {
  readonly $ref: string;
}

/** Collects the answers that are problems: each stands once in `components/responses`, named by its codes. */
export class ProblemResponses {
  readonly #byName = new Map<string, object>();
  readonly #codes = new Set<ProblemCode>();

  /** References to the answers with these codes, by status. */
  refer(codes: readonly ProblemCode[]): Record<string, Reference> {
    const groups = Map.groupBy(codes, (code) => problems[code].status);
    return Object.fromEntries(
      [...groups].map(([status, group]) => [status, this.#referGroup(status, group)]),
    );
  }

  responses(): Record<string, object> {
    return Object.fromEntries(this.#byName);
  }

  /** A body for each code that was referred to, for `components/examples`. */
  examples(): Record<string, { summary: string; value: Problem }> {
    return Object.fromEntries([...this.#codes].map((code) => [code, example(code)]));
  }

  #referGroup(status: number, codes: readonly ProblemCode[]): Reference {
    const name = codes.join('.');
    for (const code of codes) this.#codes.add(code);
    this.#byName.set(name, response(status, codes));
    return { $ref: `#/components/responses/${name}` };
  }
}

function response(status: number, codes: readonly ProblemCode[]): object {
  return {
    description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join('\n\n'),
    headers: headersOf(
      'X-Request-Id',
      'RateLimit',
      'RateLimit-Policy',
      ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
      ...(status === 429 || status === 503 ? (['Retry-After'] as const) : []),
    ),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

function example(code: ProblemCode): { summary: string; value: Problem } {
  const { title, status, cause } = problems[code];
  const value: Problem = {
    type: problemType(code),
    title,
    status,
    detail: cause,
    code,
    request_id: 'req_01kay3gq6xj4f8h2t0v9w7c5nd',
  };
  return { summary: title, value: code === 'invalid_request' ? { ...value, ...wrongField } : value };
}

const wrongField = {
  detail: 'query.interval is not one of the known values.',
  errors: [
    {
      location: 'query.interval',
      message: 'is not one of the known values',
      fix: 'Send one of `15m`, `hour`, `day`, `week`, `month`.',
    },
  ],
};
