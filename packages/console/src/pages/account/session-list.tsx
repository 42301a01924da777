import type { Session } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** Every browser that is logged in as the reader. */
export function SessionList() {
  const { account: texts } = useTexts();
  const sessions = useQuery(answerTo('listSessions', {}));
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['listSessions'] });
  const end = useMutation({
    mutationFn: (id: string) => client.call('endSession', { params: { session_id: id } }),
    onSettled: again,
  });
  const endOthers = useMutation({
    mutationFn: () => client.call('endOtherSessions', {}),
    onSettled: again,
  });
  const error = end.error ?? endOthers.error;
  return (
    <Card title={texts.sessions}>
      <Asked query={sessions} hold="h-24">
        {({ data }) => (
          <>
            <ul className="divide-y divide-line border-y border-line">
              {data.map((session) => (
                <SessionRow key={session.id} of={session} onEnd={() => end.mutate(session.id)} />
              ))}
            </ul>
            {data.length > 1 && (
              <Button className="mt-3" disabled={endOthers.isPending} onClick={() => endOthers.mutate()}>
                {texts.endOthers}
              </Button>
            )}
          </>
        )}
      </Asked>
      {error && <ProblemNote error={error} />}
    </Card>
  );
}

interface SessionRowProps {
  readonly of: Session;
  readonly onEnd: () => void;
}

function SessionRow({ of: { is_this, agent, from, created_at }, onEnd }: SessionRowProps) {
  const { account: texts } = useTexts();
  const times = useTimes();
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-2 text-sm">
      <div className="min-w-0 flex-1">
        <p className="truncate" title={agent ?? undefined}>
          {agent ?? texts.unknownAgent}
        </p>
        <p className="text-xs text-soft">
          {[from, texts.begun(times.instant(created_at))].filter(Boolean).join(' · ')}
        </p>
      </div>
      {is_this ? (
        <Badge tone="good">{texts.thisSession}</Badge>
      ) : (
        <Button onClick={onEnd}>{texts.endSession}</Button>
      )}
    </li>
  );
}
