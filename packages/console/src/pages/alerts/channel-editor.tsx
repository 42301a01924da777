import {
  type Channel,
  type ChannelKindName,
  type ChannelPut,
  channelConfigs,
  channelKindNames,
} from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Send } from 'lucide-react';
import { type FormEvent, useId, useMemo, useState } from 'react';
import { client } from '../../client.ts';
import { readSettings, type Settings, settingsOf, type Values, type Word } from '../../forms/setting.ts';
import { SettingFields } from '../../forms/setting-fields.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { ChannelTest, useChannelTest } from './channel-test.tsx';

interface ChannelEditorProps {
  /** Left out: a new one. */
  readonly of: Channel | undefined;
  /** Opens the channel of an id; none: all of them. */
  readonly onOpen: (id?: string) => void;
}

/** A form made of the contract's description of each kind's settings, and a test of what it leads to. */
export function ChannelEditor({ of: channel, onOpen }: ChannelEditorProps) {
  const { channels: texts, alerts, actions } = useTexts();
  const [kind, setKind] = useState<ChannelKindName>(channel?.kind ?? 'email');
  const settings = askedOf(kind, channel);
  const words = useWords(kind, channel);
  const firstValues = useMemo(() => valuesFor(kind, channel), [kind, channel]);
  const save = useSave(channel, onOpen);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    save.mutate({
      kind,
      name: String(fields.get('name')).trim(),
      enabled: channel?.enabled ?? true,
      reopen_hours: Number(fields.get('reopen_hours')),
      config: readSettings(settings, fields, 'config'),
    });
  }

  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <Card
        title={channel ? `${texts.edit}: ${channel.name}` : texts.add}
        aside={
          <Button onClick={() => onOpen()}>
            <ArrowLeft aria-hidden className="size-4" />
            {alerts.parts.channels}
          </Button>
        }
      >
        <form onSubmit={submit} className="grid gap-4">
          {!channel && <KindChoice chosen={kind} onChoose={setKind} />}
          <p className="text-sm text-soft">{texts.what[kind]}</p>
          <TextField label={texts.name} name="name" required maxLength={120} defaultValue={channel?.name} />
          <SettingFields key={kind} settings={settings} words={words} values={firstValues} place="config" />
          <TextField
            label={texts.reopenHours}
            hint={texts.reopenHint}
            name="reopen_hours"
            type="number"
            min={0}
            max={720}
            required
            defaultValue={channel?.reopen_hours ?? 24}
          />
          {save.error && <ProblemNote error={save.error} />}
          <div className="flex gap-2">
            <Button look="main" type="submit" disabled={save.isPending}>
              {actions.save}
            </Button>
            <Button onClick={() => onOpen()}>{actions.cancel}</Button>
          </div>
        </form>
      </Card>
      {channel && <TestCard channelId={channel.id} />}
    </div>
  );
}

function TestCard({ channelId }: { readonly channelId: string }) {
  const { channels: texts } = useTexts();
  const test = useChannelTest(channelId);
  return (
    <Card title={texts.test}>
      <div className="grid gap-3">
        <p className="text-sm text-soft">{texts.testWhat}</p>
        <div>
          <Button disabled={test.isPending} onClick={() => test.mutate()}>
            <Send aria-hidden className="size-4" />
            {texts.test}
          </Button>
        </div>
        <ChannelTest of={test} />
      </div>
    </Card>
  );
}

interface KindChoiceProps {
  readonly chosen: ChannelKindName;
  readonly onChoose: (kind: ChannelKindName) => void;
}

function KindChoice({ chosen, onChoose }: KindChoiceProps) {
  const { channels: texts } = useTexts();
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {texts.kind}
      </label>
      <select
        id={id}
        value={chosen}
        onChange={({ target }) => onChoose(channelKindNames.find((each) => each === target.value) ?? 'email')}
        className="h-9 rounded-lg border border-line bg-page px-3 text-sm"
      >
        {channelKindNames.map((each) => (
          <option key={each} value={each}>
            {texts.kinds[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A secret that it has may be left out. */
function askedOf(kind: ChannelKindName, channel: Channel | undefined): Settings {
  const { properties, required = [] } = settingsOf(channelConfigs[kind]);
  return { properties, required: required.filter((name) => !channel?.secrets.includes(name)) };
}

function useWords(kind: ChannelKindName, channel: Channel | undefined): Readonly<Record<string, Word>> {
  const { channels: texts } = useTexts();
  const words: Readonly<Record<string, Word>> = texts.settings[kind];
  return Object.fromEntries(
    Object.entries(words).map(([name, { hint, ...word }]) => [
      name,
      { ...word, hint: [hint, channel?.secrets.includes(name) ? texts.kept : ''].filter(Boolean).join(' ') },
    ]),
  );
}

/** What it has; of a new one what nobody should have to make up. */
function valuesFor(kind: ChannelKindName, channel: Channel | undefined): Values {
  if (channel) return channel.config;
  return kind === 'webhook' ? { secrets: [newSecret()] } : {};
}

function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

function useSave(channel: Channel | undefined, onSaved: (id: string) => void) {
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ChannelPut) =>
      channel
        ? client.call('putChannel', { params: { org_id, channel_id: channel.id }, body })
        : client.call('createChannel', { params: { org_id }, body }),
    async onSuccess({ id }) {
      await queries.invalidateQueries({ queryKey: ['listChannels'] });
      onSaved(id);
    },
  });
}
