import { Refusal } from '@platen/contract';
import { decodeCursor, type PageOf, type PageRequest } from '../kit/page.ts';

/** The caller's page of a list. */
export function pageRequest(query: { limit?: number; cursor?: string }): PageRequest {
  const limit = query.limit ?? 25;
  if (query.cursor === undefined) return { limit };
  const after = decodeCursor(query.cursor);
  if (after === undefined) {
    throw new Refusal('invalid_request', 'query.cursor is not a cursor of this list.', {
      errors: [
        {
          location: 'query.cursor',
          message: 'is not a cursor of this list',
          fix: 'Send the `next_cursor` of the page before.',
        },
      ],
    });
  }
  return { limit, after };
}

export function pageBody<T>(page: PageOf<T>): { data: T[]; next_cursor: string | null } {
  return { data: [...page.data], next_cursor: page.nextCursor };
}
