import type { Alert } from '@platen/contract';
import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Card } from '../../parts/card.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { Acknowledge } from '../alerts/acknowledge.tsx';

/** What fires of the end of the subscription, and whether somebody sees to its renewal. Nothing, where nothing does. */
export function RenewalCard() {
  const { subscription: texts } = useTexts();
  const alerts = useAlertsOfTheEnd();
  if (alerts.length === 0) return null;
  return (
    <Card title={texts.renewal}>
      <ul className="grid gap-3">
        {alerts.map((alert) => (
          <OneAlert key={alert.id} of={alert} />
        ))}
      </ul>
    </Card>
  );
}

function OneAlert({ of: alert }: { readonly of: Alert }) {
  const { subscription: texts } = useTexts();
  const times = useTimes();
  const { sentence, acknowledged_at, acknowledged_comment } = alert;
  return (
    <li className="text-sm">
      <p>{sentence}</p>
      {acknowledged_at === null ? (
        <Acknowledge of={alert} comment={texts.inProgress} />
      ) : (
        <p className="mt-1 font-medium text-good">
          {[acknowledged_comment, texts.acknowledged(times.instant(acknowledged_at))]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      )}
    </li>
  );
}

function useAlertsOfTheEnd(): readonly Alert[] {
  const { org_id } = useOrganization();
  const rules = useQuery(answerTo('listAlertRules', { params: { org_id }, query: { limit: 100 } }));
  const alerts = useQuery(
    answerTo('listAlerts', { params: { org_id }, query: { active: true, limit: 100 } }),
  );
  const ofTheEnd = rules.data?.data.filter(({ condition }) => condition.type === 'subscription');
  return alerts.data?.data.filter(({ rule_id }) => ofTheEnd?.some(({ id }) => id === rule_id)) ?? [];
}
