import type { ReactNode } from 'react';

/** Where there is nothing yet: says what would be here, and how it comes. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return (
    <div className="rounded-xl border border-dashed border-line bg-card p-8 text-center text-sm text-soft">
      {children}
    </div>
  );
}
