import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Card } from '../../parts/card.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** How fresh what is known of the jobs is. */
export function SourcesCard() {
  const { overview } = useTexts();
  const times = useTimes();
  const { org_id } = useOrganization();
  const sources = useQuery(answerTo('listSources', { params: { org_id } }));
  return (
    <Card title={overview.sources}>
      <Asked query={sources} hold="h-24">
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-sm">{overview.noSources}</p>
          ) : (
            <ul className="grid gap-2">
              {data.map(({ source, heard_at, stale }) => (
                <li key={source} className="flex items-center justify-between gap-3 text-sm">
                  <code className="truncate font-mono">{source}</code>
                  <Badge tone={stale ? 'bad' : stale === null ? 'mute' : 'good'}>
                    {stale
                      ? overview.stale
                      : heard_at === null
                        ? overview.never
                        : overview.fresh(times.ago(heard_at))}
                  </Badge>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Card>
  );
}
