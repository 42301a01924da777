import {
  type AlertConditionType,
  type AlertRule,
  type AlertRulePut,
  type AlertSeverity,
  alertConditions,
  alertSeverities,
  type MuteWindow,
} from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { client } from '../../client.ts';
import { SelectField } from '../../forms/choice-fields.tsx';
import { readSettings, settingsOf } from '../../forms/setting.ts';
import { SettingFields } from '../../forms/setting-fields.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { ConditionChoice } from './condition-choice.tsx';
import { MuteWindows } from './mute-windows.tsx';
import { RuleTrial } from './rule-trial.tsx';
import { useKnownChoices } from './use-known-choices.ts';

interface RuleEditorProps {
  /** Left out: a new one. */
  readonly of: AlertRule | undefined;
  readonly onClose: () => void;
}

/** A form made of the contract's description of each condition, beside what the past says of it. */
export function RuleEditor({ of: rule, onClose }: RuleEditorProps) {
  const { rules: texts, actions } = useTexts();
  const [type, setType] = useState<AlertConditionType>(rule?.condition.type ?? 'service_status');
  const [windows, setWindows] = useState<readonly MuteWindow[]>(rule?.mute ?? []);
  const form = useRef<HTMLFormElement>(null);
  const known = useKnownChoices();
  const save = useSave(rule, onClose);

  function read(): AlertRulePut | undefined {
    if (!form.current?.reportValidity()) return undefined;
    return readRule(new FormData(form.current), type, { mute: [...windows], enabled: rule?.enabled ?? true });
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const body = read();
    if (body) save.mutate(body);
  }

  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[5fr_6fr]">
      <Card
        title={rule ? `${texts.edit}: ${rule.name}` : texts.new}
        aside={
          <Button onClick={onClose}>
            <ArrowLeft aria-hidden className="size-4" />
            {texts.back}
          </Button>
        }
      >
        <form ref={form} onSubmit={submit} className="grid gap-5">
          <ConditionChoice chosen={type} onChoose={setType} />
          <SettingFields
            key={type}
            settings={settingsOf(alertConditions[type])}
            words={texts.settings[type]}
            values={rule?.condition.type === type ? rule.condition : {}}
            place="condition"
            known={known}
          />
          <Manner of={rule} />
          <MuteWindows windows={windows} onChange={setWindows} />
          {save.error && <ProblemNote error={save.error} />}
          <div className="flex gap-2">
            <Button look="main" type="submit" disabled={save.isPending}>
              {actions.save}
            </Button>
            <Button onClick={onClose}>{actions.cancel}</Button>
          </div>
        </form>
      </Card>
      <RuleTrial key={type} read={read} />
    </div>
  );
}

/** What every rule has, whatever it watches. */
function Manner({ of: rule }: { readonly of: AlertRule | undefined }) {
  const { rules: texts, forms } = useTexts();
  const choicesOf = <T extends keyof typeof forms.choices>(values: readonly T[]) =>
    values.map((value) => ({ value, text: forms.choices[value] }));
  const minutes = (seconds = 0) => seconds / 60;
  return (
    <>
      <TextField
        label={texts.name}
        hint={texts.nameHint}
        name="name"
        required
        maxLength={120}
        defaultValue={rule?.name}
      />
      <SelectField
        label={texts.severity}
        name="severity"
        choices={choicesOf(alertSeverities)}
        chosen={rule?.severity ?? 'warning'}
      />
      <fieldset className="grid gap-3 sm:grid-cols-2">
        <legend className="mb-1.5 text-sm font-semibold">{texts.patience}</legend>
        <TextField
          label={texts.forMinutes}
          hint={texts.forHint}
          name="for"
          type="number"
          min={0}
          step="any"
          defaultValue={minutes(rule?.for_seconds)}
        />
        <TextField
          label={texts.keepMinutes}
          hint={texts.keepHint}
          name="keep"
          type="number"
          min={0}
          step="any"
          defaultValue={minutes(rule?.keep_firing_seconds)}
        />
        <SelectField
          label={texts.noData}
          name="no_data"
          choices={choicesOf(noDataChoices)}
          chosen={rule?.no_data ?? 'keep'}
        />
      </fieldset>
    </>
  );
}

const noDataChoices = ['keep', 'resolve', 'alert'] as const satisfies readonly AlertRule['no_data'][];

function readRule(
  fields: FormData,
  type: AlertConditionType,
  rest: Pick<AlertRulePut, 'mute' | 'enabled'>,
): AlertRulePut {
  const text = (name: string) => String(fields.get(name) ?? '');
  const seconds = (name: string) => Math.round(Number(text(name)) * 60);
  return {
    ...rest,
    name: text('name').trim(),
    severity: text('severity') as AlertSeverity,
    // The server checks it against the same schema that the form was made of.
    condition: {
      type,
      ...readSettings(settingsOf(alertConditions[type]), fields, 'condition'),
    } as AlertRulePut['condition'],
    for_seconds: seconds('for'),
    keep_firing_seconds: seconds('keep'),
    no_data: text('no_data') as AlertRule['no_data'],
  };
}

function useSave(rule: AlertRule | undefined, onDone: () => void) {
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: AlertRulePut) =>
      rule
        ? client.call('putAlertRule', { params: { org_id, rule_id: rule.id }, body })
        : client.call('createAlertRule', { params: { org_id }, body }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['listAlertRules'] });
      onDone();
    },
  });
}
