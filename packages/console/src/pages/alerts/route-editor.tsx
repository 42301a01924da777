import {
  type AlertConditionType,
  type AlertRoute,
  type AlertRoutePut,
  type AlertSeverity,
  alertConditionTypes,
  alertSeverities,
  type JobType,
  jobTypes,
} from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { answerTo, client } from '../../client.ts';
import { CheckField, ChecksField, SelectField } from '../../forms/choice-fields.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

interface RouteEditorProps {
  /** Left out: a new one. */
  readonly of: AlertRoute | undefined;
  /** Of a new one. */
  readonly position: number;
  readonly onClose: () => void;
}

/** Which alerts, who is told of them, and how often. */
export function RouteEditor({ of: route, position, onClose }: RouteEditorProps) {
  const { routes: texts, actions } = useTexts();
  const { org_id } = useOrganization();
  const channels = useQuery(answerTo('listChannels', { params: { org_id }, query: { limit: 100 } }));
  const save = useSave(route, onClose);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate(readRoute(new FormData(event.currentTarget)));
  }
  return (
    <Dialog title={route ? `${texts.edit}: ${texts.title(route.position)}` : texts.add} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label={texts.position}
          name="position"
          type="number"
          required
          min={0}
          max={1_000_000}
          defaultValue={route?.position ?? position}
        />
        <Which of={route?.match ?? {}} />
        <Asked query={channels} hold="h-16">
          {({ data }) =>
            data.length === 0 ? (
              <p className="text-sm">{texts.noChannels}</p>
            ) : (
              <ChecksField
                label={texts.channels}
                name="channel_ids"
                choices={data.map(({ id, name }) => ({ value: id, text: name }))}
                chosen={route?.channel_ids ?? []}
              />
            )
          }
        </Asked>
        <HowOften of={route} />
        <CheckField label={texts.goOn} name="continue" isChecked={route?.continue ?? false} />
        {save.error && <ProblemNote error={save.error} />}
        <Button look="main" type="submit" disabled={save.isPending}>
          {actions.save}
        </Button>
      </form>
    </Dialog>
  );
}

function Which({ of: match }: { readonly of: AlertRoute['match'] }) {
  const { routes: texts, alerts, forms } = useTexts();
  return (
    <fieldset className="grid gap-4 rounded-lg border border-line p-3">
      <legend className="px-1 text-sm font-semibold">{texts.which}</legend>
      <p className="text-xs text-soft">{texts.whichHint}</p>
      <SelectField
        label={texts.severity}
        name="severity"
        none={texts.any}
        choices={alertSeverities.map((value) => ({ value, text: forms.choices[value] }))}
        chosen={match.severity_at_least}
      />
      <ChecksField
        label={texts.conditions}
        name="conditions"
        choices={alertConditionTypes.map((value) => ({ value, text: alerts.conditions[value] }))}
        chosen={match.conditions ?? []}
      />
      <ChecksField
        label={texts.jobs}
        name="job_types"
        choices={jobTypes.map((value) => ({ value, text: forms.choices[value] }))}
        chosen={match.job_types ?? []}
      />
    </fieldset>
  );
}

const usualInterval = 300;
const usualRepeat = 14_400;

function HowOften({ of: route }: { readonly of: AlertRoute | undefined }) {
  const { routes: texts } = useTexts();
  const repeat = route ? route.repeat_interval_seconds : usualRepeat;
  const minutes = { type: 'number', min: 0, step: 'any' } as const;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        {...minutes}
        label={texts.wait}
        name="wait"
        defaultValue={(route?.group_wait_seconds ?? 0) / 60}
      />
      <TextField
        {...minutes}
        label={texts.interval}
        name="interval"
        defaultValue={(route?.group_interval_seconds ?? usualInterval) / 60}
      />
      <TextField
        {...minutes}
        min={1}
        label={texts.repeat}
        hint={texts.repeatHint}
        name="repeat"
        defaultValue={repeat === null ? '' : repeat / 60}
      />
    </div>
  );
}

function readRoute(fields: FormData): AlertRoutePut {
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const seconds = (name: string) => Math.round(Number(text(name)) * 60);
  const severity = text('severity');
  const conditions = fields.getAll('conditions') as AlertConditionType[];
  const job_types = fields.getAll('job_types') as JobType[];
  return {
    position: Number(text('position')),
    match: {
      ...(severity === '' ? {} : { severity_at_least: severity as AlertSeverity }),
      ...(conditions.length === 0 ? {} : { conditions }),
      ...(job_types.length === 0 ? {} : { job_types }),
    },
    channel_ids: fields.getAll('channel_ids').map(String),
    group_wait_seconds: seconds('wait'),
    group_interval_seconds: seconds('interval'),
    repeat_interval_seconds: text('repeat') === '' ? null : seconds('repeat'),
    continue: fields.get('continue') === 'on',
  };
}

function useSave(route: AlertRoute | undefined, onDone: () => void) {
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: AlertRoutePut) =>
      route
        ? client.call('putAlertRoute', { params: { org_id, route_id: route.id }, body })
        : client.call('createAlertRoute', { params: { org_id }, body }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['listAlertRoutes'] });
      onDone();
    },
  });
}
