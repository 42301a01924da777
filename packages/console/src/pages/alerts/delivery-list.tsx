import type { Delivery } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

const tones: Record<Delivery['state'], Tone> = {
  queued: 'warn',
  delivered: 'good',
  failed: 'bad',
  superseded: 'mute',
};

/** What was told to whom, how it went, and once more where it did not go well. */
export function DeliveryList() {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const times = useTimes();
  const queries = useQueryClient();
  const deliveries = useQuery({
    ...answerTo('listDeliveries', { params: { org_id }, query: { limit: 100 } }),
    refetchInterval: 10_000,
  });
  const channels = useQuery(answerTo('listChannels', { params: { org_id }, query: { limit: 100 } }));
  const nameOf = (id: string) =>
    channels.data?.data.find((channel) => channel.id === id)?.name ?? texts.removedChannel;
  const replay = useMutation({
    mutationFn: (delivery_id: string) => client.call('replayDelivery', { params: { org_id, delivery_id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['listDeliveries'] }),
  });
  return (
    <Asked query={deliveries} hold="h-64">
      {({ data }) =>
        data.length === 0 ? (
          <Empty>{texts.noDeliveries}</Empty>
        ) : (
          <ul className="grid gap-2">
            {data.map(({ id, title, kind, state, reason, attempts, channel_id, created_at }) => (
              <li
                key={id}
                className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4 text-sm"
              >
                <div className="min-w-0">
                  <p className="flex flex-wrap items-center gap-2">
                    <Badge tone={tones[state]}>{texts.deliveryStates[state]}</Badge>
                    <span className="font-semibold">{title}</span>
                  </p>
                  <p className="mt-1 text-soft">
                    {texts.kinds[kind]} · {nameOf(channel_id)} · {times.instant(created_at)} ·{' '}
                    {texts.attempts(attempts)}
                  </p>
                  {reason && <p className="mt-1">{reason}</p>}
                </div>
                {state !== 'queued' && (
                  <Button disabled={replay.isPending} onClick={() => replay.mutate(id)}>
                    {texts.replay}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Asked>
  );
}
