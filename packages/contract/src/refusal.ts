import type { ProblemCode } from './problems.ts';
import type { FieldError } from './schemas/problem.ts';

/**
 * A request refused for a reason of the catalogue. `message` is the public sentence (`detail` of the problem);
 * `cause`, if any, is for the log alone.
 */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];

  constructor(
    code: ProblemCode,
    detail: string,
    options: { errors?: readonly FieldError[]; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'Refusal';
    this.code = code;
    this.errors = options.errors ?? [];
  }
}

/** Refuses a request for one wrong field, e.g. `invalidField('body.end_date', 'lies before start_date', 'Send …')`. */
export function invalidField(location: string, message: string, fix: string): Refusal {
  return new Refusal('invalid_request', `${location} ${message}.`, { errors: [{ location, message, fix }] });
}
