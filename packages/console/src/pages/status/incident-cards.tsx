import type { Incident, SystemStatus } from '@platen/contract';
import { useIsOperator } from '../../operator.ts';
import { Badge } from '../../parts/badge.tsx';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { TellNews } from './tell-news.tsx';

const tones: Record<Incident['impact'], Tone> = {
  none: 'mute',
  minor: 'warn',
  major: 'bad',
  critical: 'bad',
};

/** What is reported now, each with its course; an operator goes on with it here. */
export function IncidentCards({ of: status }: { readonly of: SystemStatus }) {
  const { status: texts } = useTexts();
  if (status.active_incidents.length === 0) return <Empty>{texts.noIncidents}</Empty>;
  return status.active_incidents.map((incident) => (
    <OneIncident key={incident.id} of={incident} components={status.components} />
  ));
}

interface OneIncidentProps {
  readonly of: Incident;
  readonly components: SystemStatus['components'];
}

function OneIncident({ of: incident, components }: OneIncidentProps) {
  const { status: texts, incidents, words, forms } = useTexts();
  const times = useTimes();
  const isOperator = useIsOperator();
  const { name, started_at, impact, component_ids, updates, feed_id } = incident;
  const touched = components.filter(({ id }) => component_ids.includes(id));
  return (
    <Card
      title={words.since(times.instant(started_at))}
      aside={<Badge tone={tones[impact]}>{forms.choices[impact]}</Badge>}
    >
      <h3 className="text-lg font-semibold">{name}</h3>
      {touched.length > 0 && (
        <p className="mt-1 text-sm text-soft">{touched.map((component) => component.name).join(' · ')}</p>
      )}
      <ol className="mt-3 grid gap-3 border-l-2 border-line pl-4">
        {updates.map(({ id, at, status, body }) => (
          <li key={id} className="text-sm">
            <p className="text-soft">
              {texts.incidentStatuses[status]} · {times.instant(at)}
            </p>
            <p className="mt-0.5 max-w-prose whitespace-pre-line">{body}</p>
          </li>
        ))}
      </ol>
      {isOperator && feed_id === null && <TellNews of={incident} components={components} />}
      {isOperator && feed_id !== null && <p className="mt-3 text-sm text-soft">{incidents.readFromFeed}</p>}
    </Card>
  );
}
