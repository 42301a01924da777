import type { Problem, ProblemCode } from '@platen/contract';

/** The server refused: `code` is of the catalogue, `problem` the whole body (RFC 9457). */
export class PlatenError extends Error {
  readonly code: ProblemCode;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'PlatenError';
    this.code = problem.code;
    this.problem = problem;
  }
}

/** No answer of Platen came back: the server cannot be reached, or something else answers in its place. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** @throws UnreachableError when the answer is no problem of Platen. */
export async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    return (await jsonOf(response)) as Problem;
  }
  throw answeredByAnother(response);
}

/** @throws UnreachableError when the answer is no JSON. */
export async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw answeredByAnother(response, cause);
  }
}

export function answeredByAnother({ url, status }: Response, cause?: unknown): UnreachableError {
  return new UnreachableError(`${url} answered ${status}, but not as Platen does.`, { cause });
}
