import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Card } from '../../parts/card.tsx';
import { statusTones, toneText } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

export function StatusCard() {
  const { overview, words } = useTexts();
  const times = useTimes();
  const { org_id, region } = useOrganization();
  const status = useQuery(answerTo('getSystemStatus', { params: { org_id } }));
  return (
    <Card title={overview.status(region)} className="lg:col-span-2">
      <Asked query={status} hold="h-40">
        {({ service_status_code, summary, since, components, active_incidents }) => (
          <>
            <p
              className={`text-3xl font-semibold tracking-tight ${toneText[statusTones[service_status_code]]}`}
            >
              {words.status[service_status_code]}
            </p>
            <p className="mt-1 text-sm text-soft">
              {summary} {since && words.since(times.instant(since))}
            </p>
            <ul className="mt-4 grid gap-x-6 gap-y-2 sm:grid-cols-2">
              {components.map(({ id, name, status_code }) => (
                <li key={id} className="flex items-center justify-between gap-3 text-sm">
                  <span className="truncate">{name}</span>
                  <Badge tone={statusTones[status_code]}>{words.status[status_code]}</Badge>
                </li>
              ))}
            </ul>
            <h3 className="mt-5 mb-1 text-sm font-semibold text-soft">{overview.incidents}</h3>
            {active_incidents.length === 0 && <p className="text-sm">{overview.noIncidents}</p>}
            <ul className="grid gap-2">
              {active_incidents.map(({ id, name, updates, started_at }) => (
                <li key={id} className="rounded-lg border border-line p-3 text-sm">
                  <p className="font-semibold">{name}</p>
                  <p className="text-soft">{words.since(times.instant(started_at))}</p>
                  {updates[0] && <p className="mt-1">{updates[0].body}</p>}
                </li>
              ))}
            </ul>
          </>
        )}
      </Asked>
    </Card>
  );
}
