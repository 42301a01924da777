import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Card } from '../../parts/card.tsx';
import { severityTones } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

export function AlertsCard() {
  const { overview, words, alerts: texts } = useTexts();
  const times = useTimes();
  const { org_id } = useOrganization();
  const alerts = useQuery(
    answerTo('listAlerts', {
      params: { org_id },
      query: { state: ['firing', 'acknowledged', 'suppressed'] },
    }),
  );
  return (
    <Card title={overview.alerts} className="lg:col-span-2">
      <Asked query={alerts} hold="h-24">
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-sm">{overview.noAlerts}</p>
          ) : (
            <ul className="grid gap-3">
              {data.map(({ id, title, sentence, severity, since }) => (
                <li key={id} className="flex items-start gap-3 text-sm">
                  <Badge tone={severityTones[severity]}>{texts.severities[severity]}</Badge>
                  <div>
                    <p className="font-semibold">{title}</p>
                    <p>{sentence}</p>
                    <p className="text-soft">{words.since(times.instant(since))}</p>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Card>
  );
}
