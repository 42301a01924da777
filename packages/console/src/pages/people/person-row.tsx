import type { Person } from '@platen/contract';
import type { ReactNode } from 'react';
import { ProblemNote } from '../../parts/problem-note.tsx';

interface PersonRowProps {
  readonly of: Pick<Person, 'email'> & Partial<Pick<Person, 'name'>>;
  /** What else is to be said of them. */
  readonly note?: string;
  readonly error?: Error | null;
  /** What can be done. */
  readonly children: ReactNode;
}

/** Somebody, with what can be done about them. */
export function PersonRow({ of: { name, email }, note, error, children }: PersonRowProps) {
  return (
    <li className="py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <p className="truncate font-semibold">{name ?? email}</p>
          <p className="truncate text-xs text-soft">
            {[...(name === undefined ? [] : [email]), ...(note === undefined ? [] : [note])].join(' · ')}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-1">{children}</div>
      </div>
      {error && (
        <div className="mt-2">
          <ProblemNote error={error} />
        </div>
      )}
    </li>
  );
}
