import type { Alert } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { severityTones, type Tone } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

export function AlertList() {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const alerts = useQuery({
    ...answerTo('listAlerts', { params: { org_id }, query: { limit: 100 } }),
    refetchInterval: 15_000,
  });
  return (
    <Asked query={alerts} hold="h-64">
      {({ data }) =>
        data.length === 0 ? (
          <Empty>{texts.noAlerts}</Empty>
        ) : (
          <ul className="grid gap-3">
            {data.map((alert) => (
              <OneAlert key={alert.id} of={alert} />
            ))}
          </ul>
        )
      }
    </Asked>
  );
}

const stateTones: Record<Alert['state'], Tone> = {
  pending: 'warn',
  firing: 'bad',
  acknowledged: 'warn',
  suppressed: 'mute',
  resolved: 'good',
};

function OneAlert({ of: alert }: { readonly of: Alert }) {
  const { alerts: texts, words } = useTexts();
  const times = useTimes();
  return (
    <li className="rounded-xl border border-line bg-card p-4 text-sm">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={stateTones[alert.state]}>{texts.states[alert.state]}</Badge>
            <Badge tone={severityTones[alert.severity]}>{texts.severities[alert.severity]}</Badge>
            <span className="font-semibold">{alert.title}</span>
          </p>
          <p className="mt-1.5 max-w-prose">{alert.sentence}</p>
          <p className="mt-1 text-soft">
            {words.since(times.instant(alert.since))}
            {alert.resolved_at !== null && ` · ${texts.resolved(times.instant(alert.resolved_at))}`}
          </p>
        </div>
        {alert.state === 'firing' && <Acknowledge of={alert} />}
      </div>
      {alert.facts.length > 0 && (
        <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 border-t border-line pt-3">
          {alert.facts.map(({ name, value }) => (
            <div key={name}>
              <dt className="text-xs text-soft">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

function Acknowledge({ of: { id } }: { readonly of: Alert }) {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const acknowledge = useMutation({
    mutationFn: () => client.call('acknowledgeAlert', { params: { org_id, alert_id: id }, body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listAlerts'] }),
  });
  return (
    <div className="grid gap-2">
      <Button disabled={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
        {texts.acknowledge}
      </Button>
      {acknowledge.error && <ProblemNote error={acknowledge.error} />}
    </div>
  );
}
