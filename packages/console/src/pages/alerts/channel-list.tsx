import type { Channel, DeliveryWithAttempts } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { NewChannel } from './new-channel.tsx';

/** Where alerts are sent, and what each place really answers. */
export function ChannelList() {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const channels = useQuery(answerTo('listChannels', { params: { org_id }, query: { limit: 100 } }));
  const [adding, setAdding] = useState(false);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div>
        <Button look="main" onClick={() => setAdding(true)}>
          <Plus aria-hidden className="size-4" />
          {texts.addChannel}
        </Button>
      </div>
      {adding && <NewChannel onClose={() => setAdding(false)} />}
      <Asked query={channels} hold="h-32">
        {({ data }) =>
          data.length === 0 ? (
            <Empty>{texts.noChannels}</Empty>
          ) : (
            <ul className="grid gap-2">
              {data.map((channel) => (
                <OneChannel key={channel.id} of={channel} />
              ))}
            </ul>
          )
        }
      </Asked>
    </div>
  );
}

function OneChannel({ of: { id, name, kind, enabled, trouble } }: { readonly of: Channel }) {
  const { alerts: texts, actions } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const params = { org_id, channel_id: id };
  const test = useMutation({ mutationFn: () => client.call('testChannel', { params }) });
  const remove = useMutation({
    mutationFn: () => client.call('removeChannel', { params }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listChannels'] }),
  });
  const failure = test.error ?? remove.error;
  return (
    <li className="grid gap-3 rounded-xl border border-line bg-card p-4 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">{name}</span>
          <span className="text-soft">{texts.channelKinds[kind]}</span>
          <Badge tone={enabled ? (trouble === null ? 'good' : 'warn') : 'mute'}>
            {enabled ? (trouble === null ? texts.channelWell : texts.channelTrouble) : texts.channelOff}
          </Badge>
        </p>
        <div className="flex gap-2">
          <Button disabled={test.isPending} onClick={() => test.mutate()}>
            {texts.test}
          </Button>
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {actions.remove}
          </Button>
        </div>
      </div>
      {trouble !== null && <p>{trouble}</p>}
      {failure && <ProblemNote error={failure} />}
      {test.data && <TestResult of={test.data} />}
    </li>
  );
}

function TestResult({ of: { state, log } }: { readonly of: DeliveryWithAttempts }) {
  const { alerts: texts } = useTexts();
  const last = log.at(-1);
  return (
    <div role="status" className={`rounded-lg p-3 ${state === 'delivered' ? 'bg-good-tint' : 'bg-bad-tint'}`}>
      <p className="font-semibold">{state === 'delivered' ? texts.testArrived : texts.testFailed}</p>
      {last && (
        <p>
          {[last.request, last.status, texts.took(last.duration_ms)]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      )}
      {last?.reason && <p>{last.reason}</p>}
    </div>
  );
}
