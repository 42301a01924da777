import { Navigate } from '@tanstack/react-router';
import { useOrganizations } from '../../organizations.ts';
import { Empty } from '../../parts/empty.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** Leads to the first organization of whoever is logged in. */
export function Home() {
  const { home: texts } = useTexts();
  const { organizations, error } = useOrganizations();
  const first = organizations?.[0];
  if (first) return <Navigate to="/$orgId" params={{ orgId: first.org_id }} replace />;
  return (
    <main className="mx-auto max-w-lg p-8">
      {organizations && <Empty>{texts.nowhere}</Empty>}
      {!organizations && (error ? <ProblemNote error={error} /> : <Skeleton className="h-40" />)}
    </main>
  );
}
