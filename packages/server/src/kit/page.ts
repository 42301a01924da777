/** One page of a list that is ordered by id. The cursor is the last id seen, wrapped so that nobody builds on it. */
export interface PageRequest {
  readonly limit: number;
  /** The id after which the page begins. */
  readonly after?: string;
}

export interface PageOf<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/** Turns `limit + 1` rows, as a store reads them, into a page and the cursor of the next. */
export function pageOf<T>(rows: readonly T[], limit: number, idOf: (row: T) => string): PageOf<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(idOf(last)) : null };
}

export function encodeCursor(id: string): string {
  return Buffer.from(`1:${id}`).toString('base64url');
}

/** The id in a cursor, or undefined when we never gave out such a cursor. */
export function decodeCursor(cursor: string): string | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  return text.startsWith('1:') && encodeCursor(text.slice(2)) === cursor ? text.slice(2) : undefined;
}
