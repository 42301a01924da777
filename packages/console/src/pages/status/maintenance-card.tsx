import type { SystemStatus } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { now } from '../../clock.ts';
import { useIsOperator } from '../../operator.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

type Planned = SystemStatus['maintenance'][number];

/** Work that is under way or to come; an operator ends it or calls it off. */
export function MaintenanceCard({ of: planned }: { readonly of: readonly Planned[] }) {
  const { status: texts } = useTexts();
  if (planned.length === 0) return null;
  return (
    <Card title={texts.maintenance}>
      <ul className="grid gap-3 text-sm">
        {planned.map((each) => (
          <OneMaintenance key={each.id} of={each} />
        ))}
      </ul>
    </Card>
  );
}

function OneMaintenance({ of: { id, name, status, starts_at, ends_at } }: { readonly of: Planned }) {
  const { incidents: texts } = useTexts();
  const times = useTimes();
  const isOperator = useIsOperator();
  const [asking, setAsking] = useState(false);
  const isUnderWay = status === 'in_progress';
  const end = useChange(id, () => ({ ends_at: new Date(now()).toISOString() }));
  return (
    <li className="flex flex-wrap items-center justify-between gap-3">
      <div>
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {name}
          <Badge tone={isUnderWay ? 'warn' : 'mute'}>{isUnderWay ? texts.underWay : texts.scheduled}</Badge>
        </p>
        <p className="text-soft">
          {times.instant(starts_at)} – {times.instant(ends_at)}
        </p>
        {end.error && <ProblemNote error={end.error} />}
      </div>
      {isOperator && (
        <div className="flex gap-2">
          {isUnderWay && (
            <Button disabled={end.isPending} onClick={() => end.mutate()}>
              {texts.endNow}
            </Button>
          )}
          <Button look="danger" onClick={() => setAsking(true)}>
            {texts.cancel}
          </Button>
        </div>
      )}
      {asking && <CallOff id={id} name={name} onClose={() => setAsking(false)} />}
    </li>
  );
}

interface CallOffProps {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** After a question, since it is told to everybody. */
function CallOff({ id, name, onClose }: CallOffProps) {
  const { incidents: texts } = useTexts();
  const callOff = useChange(id, () => ({ cancelled: true }));
  return (
    <Dialog title={texts.ask(name)} onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p>{texts.cancelWhat}</p>
        {callOff.error && <ProblemNote error={callOff.error} />}
        <Button look="danger" disabled={callOff.isPending} onClick={() => callOff.mutate()}>
          {texts.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

function useChange(id: string, change: () => { ends_at: string } | { cancelled: true }) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.call('updateMaintenance', { params: { maintenance_id: id }, body: change() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['getSystemStatus'] }),
  });
}
