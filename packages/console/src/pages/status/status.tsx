import type { SystemStatus, Uptime } from '@platen/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CalendarClock, Megaphone } from 'lucide-react';
import { answerTo } from '../../client.ts';
import { useIsOperator } from '../../operator.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Page } from '../../parts/page.tsx';
import { statusTones } from '../../parts/tone.ts';
import { UptimeBars } from '../../plots/uptime-bars.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { IncidentCards } from './incident-cards.tsx';
import { MaintenanceCard } from './maintenance-card.tsx';
import { NewIncident } from './new-incident.tsx';
import { NewMaintenance } from './new-maintenance.tsx';
import type { StatusForm } from './view.ts';

/** What is reported of the region now, and how it was for ninety days. */
export function Status() {
  const { status: texts, incidents } = useTexts();
  const { open } = useSearch({ from: '/$orgId/status' });
  const navigate = useNavigate({ from: '/$orgId/status' });
  const show = (form?: StatusForm) => void navigate({ search: form ? { open: form } : {} });
  const isOperator = useIsOperator();
  const { org_id, region } = useOrganization();
  const status = useQuery(answerTo('getSystemStatus', { params: { org_id } }));
  const uptime = useQuery(answerTo('getUptime', { params: { org_id } }));
  return (
    <Page title={texts.title} lead={texts.lead(region)} actions={isOperator && <Actions onOpen={show} />}>
      <div className="grid grid-cols-1 gap-4">
        <Asked query={status} hold="h-40">
          {(now) => (
            <>
              <IncidentCards of={now} />
              <MaintenanceCard of={now.maintenance} />
            </>
          )}
        </Asked>
        <Card title={texts.days}>
          <Asked query={uptime} hold="h-64">
            {(past) => <Components past={past} now={status.data?.components ?? []} />}
          </Asked>
        </Card>
        <p className="text-sm">
          <a href={`/status/${region}`} className="text-link underline">
            {incidents.publicPage}
          </a>
        </p>
      </div>
      {open === 'incident' && <NewIncident onClose={() => show()} />}
      {open === 'maintenance' && <NewMaintenance onClose={() => show()} />}
    </Page>
  );
}

function Actions({ onOpen }: { readonly onOpen: (form: StatusForm) => void }) {
  const { incidents: texts } = useTexts();
  return (
    <>
      <Button onClick={() => onOpen('maintenance')}>
        <CalendarClock aria-hidden className="size-4" />
        {texts.maintenance}
      </Button>
      <Button look="main" onClick={() => onOpen('incident')}>
        <Megaphone aria-hidden className="size-4" />
        {texts.open}
      </Button>
    </>
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
