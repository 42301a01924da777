import type { Subscription } from '@platen/contract';
import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Card } from '../../parts/card.tsx';
import { subscriptionTones } from '../../parts/tone.ts';
import { Ring } from '../../plots/ring.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

export function SubscriptionCard() {
  const { overview } = useTexts();
  const { org_id } = useOrganization();
  const subscription = useQuery(answerTo('getSubscription', { params: { org_id } }));
  return (
    <Card title={overview.subscription}>
      <Asked query={subscription} hold="h-40">
        {(answer) =>
          answer.state === 'none' ? (
            <p className="text-sm">{overview.noSubscription}</p>
          ) : (
            <Term of={answer} />
          )
        }
      </Asked>
    </Card>
  );
}

function Term({ of: { plan, state, days_remaining, end_date, start_date } }: { readonly of: Subscription }) {
  const { overview, words } = useTexts();
  const times = useTimes();
  const tone = subscriptionTones[state];
  return (
    <div className="flex flex-wrap items-center gap-5">
      {days_remaining !== null && (
        <Ring
          part={days_remaining / daysOf(start_date, end_date)}
          tone={tone}
          label={words.days(days_remaining)}
        >
          <span className="text-2xl font-semibold tabular-nums">{days_remaining}</span>
          <span className="text-xs text-soft">{words.days(days_remaining).replace(/^\d+ /, '')}</span>
        </Ring>
      )}
      <div className="grid justify-items-start gap-1">
        <p className="text-lg font-semibold">{plan}</p>
        <Badge tone={tone}>{words.subscription[state]}</Badge>
        <p className="text-sm text-soft">
          {end_date === null ? overview.noEnd : overview.until(times.date(`${end_date}T12:00:00Z`))}
        </p>
      </div>
    </div>
  );
}

const dayMs = 86_400_000;

function daysOf(start: string | null, end: string | null): number {
  if (start === null || end === null) return 365;
  return Math.max(1, (Date.parse(end) - Date.parse(start)) / dayMs);
}
