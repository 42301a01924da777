import type { Alert } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import type { FormEvent } from 'react';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { severityTones, type Tone } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { AlertStory } from './alert-story.tsx';
import { useOpen } from './use-open.ts';

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
  const { open, show } = useOpen();
  const isOpen = open === alert.id;
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
            {alert.acknowledged_comment !== null && ` · ${alert.acknowledged_comment}`}
          </p>
        </div>
        <Button
          aria-expanded={isOpen}
          aria-label={`${texts.story}: ${alert.title}`}
          onClick={() => show(isOpen ? undefined : alert.id)}
        >
          {texts.story}
          <ChevronDown aria-hidden className={`size-4 ${isOpen ? 'rotate-180' : ''}`} />
        </Button>
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
      {isOpen && <AlertStory id={alert.id} />}
      {alert.state === 'firing' && <Acknowledge of={alert} />}
    </li>
  );
}

function Acknowledge({ of: { id, title } }: { readonly of: Alert }) {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const acknowledge = useMutation({
    mutationFn: (comment: string) =>
      client.call('acknowledgeAlert', {
        params: { org_id, alert_id: id },
        body: comment === '' ? {} : { comment },
      }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['listAlerts'] });
      await queries.invalidateQueries({ queryKey: ['getAlert'] });
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    acknowledge.mutate(String(new FormData(event.currentTarget).get('comment')).trim());
  }
  return (
    <form onSubmit={submit} className="mt-3 flex flex-wrap gap-2 border-t border-line pt-3">
      <input
        name="comment"
        maxLength={500}
        aria-label={`${texts.comment}: ${title}`}
        placeholder={texts.comment}
        className="h-9 min-w-48 flex-1 rounded-lg border border-line bg-page px-3 placeholder:text-soft"
      />
      <Button type="submit" disabled={acknowledge.isPending}>
        {texts.acknowledge}
      </Button>
      {acknowledge.error && <ProblemNote error={acknowledge.error} />}
    </form>
  );
}
