import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answerTo } from '../../client.ts';
import { now } from '../../clock.ts';
import { Asked } from '../../parts/asked.tsx';
import { Card } from '../../parts/card.tsx';
import { Page } from '../../parts/page.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { AnomalyList } from './anomaly-list.tsx';
import { DeviceTable } from './device-table.tsx';
import { FlowPlot } from './flow-plot.tsx';
import { OutcomeTable } from './outcome-table.tsx';
import { stretchOf, type View } from './view.ts';
import { ViewBar } from './view-bar.tsx';

const weekMs = 7 * 86_400_000;
const minuteMs = 60_000;
/** What is usual is told of no longer time. */
const mostUsualMs = 40 * 86_400_000;

export function Jobs() {
  const { jobs: texts } = useTexts();
  const { org_id } = useOrganization();
  const view = useSearch({ from: '/$orgId/jobs' });
  const navigate = useNavigate({ from: '/$orgId/jobs' });
  const show = (change: Partial<View>) => void navigate({ search: { ...view, ...change }, replace: true });
  // Whole minutes, so that each look does not ask anew.
  const [openedAt] = useState(() => Math.floor(now() / minuteMs) * minuteMs);
  const stretch = stretchOf(view, openedAt);
  const asked = {
    from: instant(stretch.from),
    to: instant(stretch.to),
    interval: stretch.interval,
    type: [...view.types],
    group_by: 'device' as const,
  };
  const isShort = stretch.to - stretch.from <= mostUsualMs - 2 * 86_400_000;
  const stats = useQuery(
    answerTo('getJobStats', {
      params: { org_id },
      query: isShort ? { ...asked, include: ['expected'] } : asked,
    }),
  );
  const anomalies = useQuery({
    ...answerTo('listAnomalies', { params: { org_id }, query: { limit: 100 } }),
    select: ({ data }) =>
      data.filter(
        ({ job_type, since, closed_at }) =>
          (job_type === null || view.types.includes(job_type)) &&
          Date.parse(since) < stretch.to &&
          (closed_at === null || Date.parse(closed_at) > stretch.from),
      ),
  });
  const earlier = useQuery({
    ...answerTo('getJobStats', {
      params: { org_id },
      query: { ...asked, from: instant(stretch.from - weekMs), to: instant(stretch.to - weekMs) },
    }),
    enabled: view.compare,
  });
  return (
    <Page title={texts.title} lead={texts.lead}>
      <ViewBar view={view} onChange={show} />
      <Asked query={stats} hold="h-96">
        {(answer) => (
          <div className="grid grid-cols-1 gap-4">
            <Card title={texts.flow}>
              <FlowPlot
                stats={answer}
                earlier={view.compare ? earlier.data : undefined}
                anomalies={anomalies.data ?? noAnomalies}
                types={view.types}
                onZoom={(from, to) => show({ from: instant(from), to: instant(to) })}
              />
            </Card>
            <Card title={texts.unusual}>
              <Asked query={anomalies} hold="h-16">
                {(found) => <AnomalyList anomalies={found} />}
              </Asked>
            </Card>
            <Card title={texts.outcomes}>
              <OutcomeTable stats={answer} types={view.types} />
            </Card>
            <Card title={texts.devices}>
              <DeviceTable stats={answer} />
            </Card>
          </div>
        )}
      </Asked>
    </Page>
  );
}

const noAnomalies: readonly never[] = [];

function instant(at: number): string {
  return new Date(at).toISOString();
}
