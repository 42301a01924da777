import type { Channel, ChannelPut } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Switch } from '../../parts/switch.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { ChannelEditor } from './channel-editor.tsx';
import { ChannelTest, useChannelTest } from './channel-test.tsx';
import { useOpen } from './use-open.ts';

/** Where alerts are sent, and what each place really answers. */
export function ChannelList() {
  const { channels: texts } = useTexts();
  const { org_id } = useOrganization();
  const { open, show } = useOpen();
  const channels = useQuery(answerTo('listChannels', { params: { org_id }, query: { limit: 100 } }));
  return (
    <Asked query={channels} hold="h-32">
      {({ data }) => {
        const opened = data.find(({ id }) => id === open);
        if (opened || open === 'new') return <ChannelEditor key={open} of={opened} onOpen={show} />;
        return (
          <div className="grid grid-cols-1 gap-4">
            <div>
              <Button look="main" onClick={() => show('new')}>
                <Plus aria-hidden className="size-4" />
                {texts.add}
              </Button>
            </div>
            {data.length === 0 && <Empty>{texts.none}</Empty>}
            <ul className="grid gap-2">
              {data.map((channel) => (
                <OneChannel key={channel.id} of={channel} onEdit={() => show(channel.id)} />
              ))}
            </ul>
          </div>
        );
      }}
    </Asked>
  );
}

function OneChannel({ of: channel, onEdit }: { readonly of: Channel; readonly onEdit: () => void }) {
  const { channels: texts, actions } = useTexts();
  const { id, name, kind, enabled, trouble } = channel;
  const [removing, setRemoving] = useState(false);
  const switched = useSwitch(channel);
  const test = useChannelTest(id);
  return (
    <li className="grid gap-3 rounded-xl border border-line bg-card p-4 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Switch
          label={texts.on(name)}
          isOn={switched.isPending ? switched.variables : enabled}
          onSwitch={(isOn) => switched.mutate(isOn)}
        />
        <p className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
          <span className="font-semibold">{name}</span>
          <span className="text-soft">{texts.kinds[kind]}</span>
          <Badge tone={enabled ? (trouble === null ? 'good' : 'warn') : 'mute'}>
            {enabled ? (trouble === null ? texts.well : texts.trouble) : texts.off}
          </Badge>
        </p>
        <div className="flex items-center">
          <Button disabled={test.isPending} onClick={() => test.mutate()}>
            <Send aria-hidden className="size-4" />
            {texts.test}
          </Button>
          <IconButton label={`${texts.edit}: ${name}`} className="ml-1" onClick={onEdit}>
            <Pencil aria-hidden className="size-4" />
          </IconButton>
          <IconButton label={`${actions.remove}: ${name}`} onClick={() => setRemoving(true)}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        </div>
      </div>
      {trouble !== null && <p>{trouble}</p>}
      {switched.error && <ProblemNote error={switched.error} />}
      <ChannelTest of={test} />
      {removing && <Remove of={channel} onClose={() => setRemoving(false)} />}
    </li>
  );
}

function useSwitch(channel: Channel) {
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const { id, kind, name, reopen_hours, config } = channel;
  return useMutation({
    mutationFn(enabled: boolean) {
      const body: ChannelPut = { kind, name, reopen_hours, config, enabled };
      return client.call('putChannel', { params: { org_id, channel_id: id }, body });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['listChannels'] }),
  });
}

interface RemoveProps {
  readonly of: Channel;
  readonly onClose: () => void;
}

/** After a question, since its secrets cannot be brought back. */
function Remove({ of: { id, name }, onClose }: RemoveProps) {
  const { channels: texts, actions } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => client.call('removeChannel', { params: { org_id, channel_id: id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listChannels'] }),
  });
  return (
    <Dialog title={texts.removing(name)} onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p>{texts.removeWhat}</p>
        {remove.error && <ProblemNote error={remove.error} />}
        <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {actions.remove}
        </Button>
      </div>
    </Dialog>
  );
}
