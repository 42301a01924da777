import { type Problem, type ProblemCode, problems, problemType } from '@platen/contract';
import { expect } from 'vitest';

/** The problem in an answer, which must be one of the catalogue, whole and with nothing beside it. */
export async function problemOf(response: Response, code: ProblemCode): Promise<Problem> {
  const problem = (await response.json()) as Problem;
  expect(problem).toEqual({
    type: problemType(code),
    title: problems[code].title,
    status: problems[code].status,
    detail: expect.stringMatching(/\S/),
    code,
    request_id: response.headers.get('x-request-id'),
    ...(problem.errors ? { errors: expect.any(Array) } : {}),
  });
  for (const error of problem.errors ?? []) {
    expect(error).toEqual({
      location: expect.stringMatching(/^(path|query|header|body)\b/),
      message: expect.stringMatching(/\S/),
      fix: expect.stringMatching(/\S/),
    });
  }
  expect(response.status).toBe(problem.status);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  return problem;
}
