import type { Alert } from '@platen/contract';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { severityTones, type Tone } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { Acknowledge } from './acknowledge.tsx';
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
