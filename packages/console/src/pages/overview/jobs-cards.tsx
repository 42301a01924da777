import { type JobType, jobTypes } from '@platen/contract';
import type { Output } from '@platen/sdk';
import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Card } from '../../parts/card.tsx';
import { Sparkline } from '../../plots/sparkline.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

export function JobsCards() {
  const { overview } = useTexts();
  const { org_id } = useOrganization();
  const jobs = useQuery(
    answerTo('getJobStats', { params: { org_id }, query: { interval: 'hour', include: ['expected'] } }),
  );
  return (
    <Card title={overview.jobs} className="lg:col-span-3">
      <Asked query={jobs} hold="h-44">
        {(stats) => (
          <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 xl:grid-cols-4">
            {jobTypes.map((type) => (
              <OneType key={type} type={type} stats={stats} />
            ))}
          </div>
        )}
      </Asked>
    </Card>
  );
}

function OneType({ type, stats }: { readonly type: JobType; readonly stats: Output<'getJobStats'> }) {
  const { overview, words } = useTexts();
  const counts = stats.jobs[type];
  const name = words.jobs[type];
  if (!counts) {
    return (
      <div>
        <h3 className="text-sm font-semibold">{name}</h3>
        <p className="mt-1 text-sm text-soft">{overview.notReported}</p>
      </div>
    );
  }
  const values = (stats.series ?? []).map((bucket) => bucket.jobs[type]?.submitted ?? null);
  const usual = (stats.series ?? []).map((bucket) => bucket.expected?.[type] ?? null);
  return (
    <div>
      <div className="flex items-baseline justify-between">
        <h3 className="text-sm font-semibold">{name}</h3>
        <p className="text-2xl font-semibold tabular-nums">{counts.submitted ?? '–'}</p>
      </div>
      <Sparkline
        values={values}
        usual={usual}
        colour={`var(--color-${type})`}
        label={`${name}: ${counts.submitted ?? words.unknown}`}
      />
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-0.5 text-sm">
        {(['completed', 'cancelled', 'failed', 'abandoned'] as const).map((outcome) => (
          <div key={outcome} className="flex justify-between gap-2">
            <dt className="text-soft">{words.counts[outcome]}</dt>
            <dd className="tabular-nums" title={counts[outcome] === null ? words.unknown : undefined}>
              {counts[outcome] ?? '–'}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
