import type { SystemStatus, Uptime } from '@platen/contract';
import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { statusTones } from '../../parts/tone.ts';
import { UptimeBars } from '../../plots/uptime-bars.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** What is reported of the region now, and how it was for ninety days. */
export function Status() {
  const { status: texts } = useTexts();
  const { org_id, region } = useOrganization();
  const status = useQuery(answerTo('getSystemStatus', { params: { org_id } }));
  const uptime = useQuery(answerTo('getUptime', { params: { org_id } }));
  return (
    <Page title={texts.title} lead={texts.lead(region)}>
      <div className="grid grid-cols-1 gap-4">
        <Asked query={status} hold="h-40">
          {(now) => (
            <>
              <Incidents of={now.active_incidents} />
              <Maintenance of={now.maintenance} />
            </>
          )}
        </Asked>
        <Card title={texts.days}>
          <Asked query={uptime} hold="h-64">
            {(past) => <Components past={past} now={status.data?.components ?? []} />}
          </Asked>
        </Card>
      </div>
    </Page>
  );
}

function Incidents({ of: incidents }: { readonly of: SystemStatus['active_incidents'] }) {
  const { status: texts, words } = useTexts();
  const times = useTimes();
  if (incidents.length === 0) return <Empty>{texts.noIncidents}</Empty>;
  return incidents.map(({ id, name, started_at, updates }) => (
    <Card key={id} title={words.since(times.instant(started_at))}>
      <h3 className="text-lg font-semibold">{name}</h3>
      <ol className="mt-3 grid gap-3 border-l-2 border-line pl-4">
        {updates.map(({ at, status, body }) => (
          <li key={at} className="text-sm">
            <p className="text-soft">
              {texts.incidentStatuses[status]} · {times.instant(at)}
            </p>
            <p className="mt-0.5 max-w-prose whitespace-pre-line">{body}</p>
          </li>
        ))}
      </ol>
    </Card>
  ));
}

function Maintenance({ of: planned }: { readonly of: SystemStatus['maintenance'] }) {
  const { status: texts } = useTexts();
  const times = useTimes();
  if (planned.length === 0) return null;
  return (
    <Card title={texts.maintenance}>
      <ul className="grid gap-2 text-sm">
        {planned.map(({ id, name, starts_at, ends_at }) => (
          <li key={id}>
            <p className="font-semibold">{name}</p>
            <p className="text-soft">
              {times.instant(starts_at)} – {times.instant(ends_at)}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface ComponentsProps {
  readonly past: Uptime;
  readonly now: SystemStatus['components'];
}

function Components({ past, now }: ComponentsProps) {
  const { status: texts, words, locale } = useTexts();
  const times = useTimes();
  const percent = (part: number | null) =>
    part === null
      ? words.unknown
      : part.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 2 });
  return (
    <ul className="grid gap-5">
      {past.components.map(({ id, name, uptime, days }) => {
        const code = now.find((component) => component.id === id)?.status_code;
        return (
          <li key={id}>
            <p className="mb-1.5 flex flex-wrap items-center justify-between gap-2 text-sm">
              <span className="flex items-center gap-2 font-semibold">
                {name} {code && <Badge tone={statusTones[code]}>{words.status[code]}</Badge>}
              </span>
              <span className="text-soft tabular-nums">{texts.uptime(percent(uptime))}</span>
            </p>
            <UptimeBars
              days={days}
              label={`${name}: ${texts.uptime(percent(uptime))}`}
              titleOf={(day) =>
                `${times.date(`${day.date}T12:00:00Z`)}: ${words.status[day.worst_status_code]}, ${percent(day.uptime)}`
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
