import { type ChannelKindName, channelConfigs, channelKindNames } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../../client.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** A setting of a channel, as the contract describes it. */
interface Setting {
  readonly type: 'string' | 'boolean' | 'integer' | 'array' | 'object';
  readonly description?: string;
  readonly default?: unknown;
  readonly writeOnly?: boolean;
}

/** A form made of the contract's own description of each kind's settings. */
export function NewChannel({ onClose }: { readonly onClose: () => void }) {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const [kind, setKind] = useState<ChannelKindName>('email');
  const { properties, required } = channelConfigs[kind] as unknown as {
    readonly properties: Readonly<Record<string, Setting>>;
    readonly required: readonly string[];
  };
  const settings = Object.entries(properties).filter(
    ([name, { type }]) => type !== 'object' || required.includes(name),
  );
  const add = useMutation({
    mutationFn: (body: { kind: ChannelKindName; name: string; config: Record<string, unknown> }) =>
      client.call('createChannel', { params: { org_id }, body }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['listChannels'] });
      onClose();
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const config = Object.fromEntries(
      settings.flatMap(([name, setting]) => {
        const value = readSetting(setting, fields.get(`config.${name}`));
        return value === undefined ? [] : [[name, value]];
      }),
    );
    add.mutate({ kind, name: String(fields.get('name')), config });
  }

  return (
    <Dialog title={texts.addChannel} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4 text-sm">
        <label className="grid gap-1 font-medium">
          {texts.channelKind}
          <select
            value={kind}
            onChange={({ target }) =>
              setKind(channelKindNames.find((each) => each === target.value) ?? 'email')
            }
            className="h-9 rounded-lg border border-line bg-page px-3"
          >
            {channelKindNames.map((each) => (
              <option key={each} value={each}>
                {texts.channelKinds[each]}
              </option>
            ))}
          </select>
        </label>
        <TextField label={texts.channelName} name="name" required maxLength={120} />
        {settings.map(([name, setting]) => (
          <SettingField
            key={`${kind}.${name}`}
            name={name}
            setting={setting}
            isNeeded={required.includes(name)}
          />
        ))}
        {add.error && <ProblemNote error={add.error} />}
        <Button look="main" type="submit" disabled={add.isPending}>
          {texts.addChannel}
        </Button>
      </form>
    </Dialog>
  );
}

interface SettingFieldProps {
  readonly name: string;
  readonly setting: Setting;
  readonly isNeeded: boolean;
}

function SettingField({ name, setting, isNeeded }: SettingFieldProps) {
  const { alerts: texts } = useTexts();
  const { type, description, default: usual, writeOnly } = setting;
  if (type === 'boolean') {
    return (
      <label className="flex gap-2.5">
        <input
          type="checkbox"
          name={`config.${name}`}
          defaultChecked={usual === true}
          className="mt-0.5 accent-brand"
        />
        <span>
          <code className="font-mono">{name}</code> <span className="text-soft">{description}</span>
        </span>
      </label>
    );
  }
  const hint = [type === 'array' ? texts.oneALine : '', description ?? '', isNeeded ? '' : texts.mayBeLeftOut]
    .filter((part) => part !== '')
    .join(' ');
  return (
    <TextField
      label={name}
      hint={hint}
      name={`config.${name}`}
      required={isNeeded}
      autoComplete="off"
      type={writeOnly && type === 'string' ? 'password' : 'text'}
      placeholder={usual === undefined ? '' : String(usual)}
    />
  );
}

/** Undefined: it is left out, and as by default. */
function readSetting({ type }: Setting, sent: FormDataEntryValue | null): unknown {
  if (type === 'boolean') return sent === 'on';
  const text = String(sent ?? '').trim();
  if (text === '') return undefined;
  if (type === 'array') return text.split(/[\s,]+/);
  return type === 'integer' ? Number(text) : text;
}
