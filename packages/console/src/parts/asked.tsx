import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemNote } from './problem-note.tsx';
import { Skeleton } from './skeleton.tsx';

interface AskedProps<T> {
  readonly query: UseQueryResult<T>;
  /** The height to hold while nothing is known, as a class. */
  readonly hold: string;
  readonly children: (answer: T) => ReactNode;
}

/** What was asked for: a place for it, then it, or why there is none. What was known stays when asking again fails. */
export function Asked<T>({ query, hold, children }: AskedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  return query.error ? <ProblemNote error={query.error} /> : <Skeleton className={hold} />;
}
