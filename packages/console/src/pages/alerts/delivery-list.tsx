import type { Delivery } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { AttemptLog } from './attempt-log.tsx';
import { useChannelName } from './use-channel-name.ts';
import { useOpen } from './use-open.ts';

/** What was told to whom, how it went, and once more where it did not go well. */
export function DeliveryList() {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const deliveries = useQuery({
    ...answerTo('listDeliveries', { params: { org_id }, query: { limit: 100 } }),
    refetchInterval: 10_000,
  });
  return (
    <Asked query={deliveries} hold="h-64">
      {({ data }) =>
        data.length === 0 ? (
          <Empty>{texts.noDeliveries}</Empty>
        ) : (
          <ul className="grid gap-2">
            {data.map((delivery) => (
              <OneDelivery key={delivery.id} of={delivery} />
            ))}
          </ul>
        )
      }
    </Asked>
  );
}

const tones: Record<Delivery['state'], Tone> = {
  queued: 'warn',
  delivered: 'good',
  failed: 'bad',
  superseded: 'mute',
};

function OneDelivery({ of: delivery }: { readonly of: Delivery }) {
  const { alerts: texts } = useTexts();
  const times = useTimes();
  const nameOf = useChannelName();
  const { open, show } = useOpen();
  const { id, title, kind, state, reason, attempts, channel_id, created_at } = delivery;
  const isOpen = open === id;
  return (
    <li className="rounded-xl border border-line bg-card p-4 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={tones[state]}>{texts.deliveryStates[state]}</Badge>
            <span className="font-semibold">{title}</span>
          </p>
          <p className="mt-1 text-soft">
            {texts.kinds[kind]} · {nameOf(channel_id)} · {times.instant(created_at)}
          </p>
          {reason && !isOpen && <p className="mt-1 break-words">{reason}</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          {attempts > 0 && (
            <Button
              aria-expanded={isOpen}
              aria-label={`${texts.attempts(attempts)}: ${title}`}
              onClick={() => show(isOpen ? undefined : id)}
            >
              {texts.attempts(attempts)}
              <ChevronDown aria-hidden className={`size-4 ${isOpen ? 'rotate-180' : ''}`} />
            </Button>
          )}
          {state !== 'queued' && <Replay of={delivery} />}
        </div>
      </div>
      {isOpen && <Attempts id={id} />}
    </li>
  );
}

function Attempts({ id }: { readonly id: string }) {
  const { org_id } = useOrganization();
  const delivery = useQuery(answerTo('getDelivery', { params: { org_id, delivery_id: id } }));
  return (
    <div className="mt-3 border-t border-line pt-3">
      <Asked query={delivery} hold="h-12">
        {({ log }) => <AttemptLog of={log} />}
      </Asked>
    </div>
  );
}

function Replay({ of: { id } }: { readonly of: Delivery }) {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () => client.call('replayDelivery', { params: { org_id, delivery_id: id } }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['listDeliveries'] });
      await queries.invalidateQueries({ queryKey: ['getDelivery'] });
    },
  });
  return (
    <>
      <Button disabled={replay.isPending} onClick={() => replay.mutate()}>
        {texts.replay}
      </Button>
      {replay.error && <ProblemNote error={replay.error} />}
    </>
  );
}
