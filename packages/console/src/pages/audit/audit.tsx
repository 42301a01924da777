import { useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../../client.ts';
import { Button } from '../../parts/button.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** Who changed what, newest first. */
export function Audit() {
  const { audit: texts, actions } = useTexts();
  const { org_id } = useOrganization();
  const times = useTimes();
  const log = useInfiniteQuery({
    queryKey: ['listAudit', org_id],
    queryFn: ({ pageParam }) =>
      client.call('listAudit', {
        params: { org_id },
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const entries = log.data?.pages.flatMap(({ data }) => data);
  return (
    <Page title={texts.title} lead={texts.lead}>
      {log.error && <ProblemNote error={log.error} />}
      {!entries && !log.error && <Skeleton className="h-96" />}
      {entries && (
        <ol className="grid rounded-xl border border-line bg-card">
          {entries.map(({ id, at, actor, action, target, detail }) => (
            <li key={id} className="border-b border-line p-4 text-sm last:border-0">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <code className="font-mono font-semibold">{action}</code>
                <span className="text-soft">{times.instant(at)}</span>
              </p>
              <p className="mt-0.5 break-all text-soft">
                {texts.by(actor)} · <code className="font-mono text-xs">{target}</code>
              </p>
              {Object.keys(detail).length > 0 && (
                <details className="mt-1">
                  <summary className="cursor-pointer text-link">{texts.detail}</summary>
                  <pre className="mt-1 overflow-x-auto rounded-lg bg-page p-2 font-mono text-xs">
                    {JSON.stringify(detail, null, 2)}
                  </pre>
                </details>
              )}
            </li>
          ))}
        </ol>
      )}
      {log.hasNextPage && (
        <Button className="mt-4" disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {actions.more}
        </Button>
      )}
    </Page>
  );
}
