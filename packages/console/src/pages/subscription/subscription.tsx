import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Card } from '../../parts/card.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { subscriptionTones } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { RenewalCard } from './renewal-card.tsx';
import { Timeline } from './timeline.tsx';

export function Subscription() {
  const { subscription: texts, overview, words } = useTexts();
  const { org_id } = useOrganization();
  const times = useTimes();
  const subscription = useQuery(answerTo('getSubscription', { params: { org_id } }));
  const day = (date: string) => times.date(`${date}T12:00:00Z`);
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Asked query={subscription} hold="h-64">
        {(answer) =>
          answer.state === 'none' ? (
            <Empty>{overview.noSubscription}</Empty>
          ) : (
            <div className="grid grid-cols-1 gap-4">
              <Card
                title={answer.plan ?? texts.title}
                aside={
                  <Badge tone={subscriptionTones[answer.state]}>{words.subscription[answer.state]}</Badge>
                }
              >
                <p className="text-3xl font-semibold tracking-tight">
                  {answer.days_remaining === null
                    ? overview.noEnd
                    : texts.remaining(words.days(answer.days_remaining))}
                </p>
                <Timeline of={answer} />
                <dl className="mt-4 grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2">
                  <Fact
                    name={texts.start}
                    value={answer.start_date === null ? words.unknown : day(answer.start_date)}
                  />
                  <Fact
                    name={texts.end}
                    value={answer.end_date === null ? words.none : day(answer.end_date)}
                  />
                  <Fact name={texts.renews} value={answer.auto_renews ? texts.yes : texts.no} />
                  <Fact
                    name={texts.grace}
                    value={answer.grace_days === null ? words.none : words.days(answer.grace_days)}
                  />
                  <Fact name={texts.zone} value={answer.time_zone ?? words.unknown} />
                </dl>
              </Card>
              <RenewalCard />
              {answer.entitlements.length > 0 && (
                <Card title={texts.entitlements}>
                  <DataTable
                    caption={texts.entitlements}
                    head={[texts.entitlement, texts.used, texts.quantity]}
                    rows={answer.entitlements.map(({ name, used, quantity }) => [
                      name,
                      used ?? '–',
                      quantity ?? '–',
                    ])}
                  />
                </Card>
              )}
            </div>
          )
        }
      </Asked>
    </Page>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex justify-between gap-4 border-b border-line pb-2">
      <dt className="text-soft">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
