import { Page } from '../../parts/page.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { AlertsCard } from './alerts-card.tsx';
import { DiagnosisCard } from './diagnosis-card.tsx';
import { JobsCards } from './jobs-cards.tsx';
import { SourcesCard } from './sources-card.tsx';
import { StatusCard } from './status-card.tsx';
import { SubscriptionCard } from './subscription-card.tsx';

/** The three questions of the day: is it up, do jobs flow, is the subscription safe. */
export function Overview() {
  const { overview } = useTexts();
  return (
    <Page title={overview.title}>
      <div className="grid gap-4 lg:grid-cols-3">
        <StatusCard />
        <SubscriptionCard />
        <DiagnosisCard />
        <JobsCards />
        <AlertsCard />
        <SourcesCard />
      </div>
    </Page>
  );
}
