import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../parts/page.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { AlertList } from './alert-list.tsx';
import { ChannelList } from './channel-list.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { type Part, parts } from './part.ts';
import { RouteList } from './route-list.tsx';
import { RuleList } from './rule-list.tsx';
import { SilenceList } from './silence-list.tsx';

const lists: Record<Part, () => React.ReactNode> = {
  alerts: AlertList,
  rules: RuleList,
  channels: ChannelList,
  routes: RouteList,
  silences: SilenceList,
  deliveries: DeliveryList,
};

/** What fires, what is watched, and who is told. */
export function Alerts() {
  const { alerts: texts } = useTexts();
  const { part } = useSearch({ from: '/$orgId/alerts' });
  const navigate = useNavigate({ from: '/$orgId/alerts' });
  const List = lists[part];
  return (
    <Page title={texts.title} lead={texts.lead}>
      <div className="mb-4 overflow-x-auto">
        <Segments
          label={texts.title}
          choices={parts.map((each) => ({ value: each, text: texts.parts[each] }))}
          chosen={part}
          onChoose={(chosen) => void navigate({ search: { part: chosen } })}
        />
      </div>
      <List />
    </Page>
  );
}
