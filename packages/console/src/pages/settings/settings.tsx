import { Page } from '../../parts/page.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { OrganizationCard } from './organization-card.tsx';
import { SourcesCard } from './sources-card.tsx';

export function Settings() {
  const { settings: texts } = useTexts();
  return (
    <Page title={texts.title} lead={texts.lead}>
      <div className="grid grid-cols-1 gap-4">
        <OrganizationCard />
        <SourcesCard />
        <CalendarCard />
      </div>
    </Page>
  );
}
