import { type IncidentImpact, type IncidentStatus, incidentImpacts } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerTo, client } from '../../client.ts';
import { SelectField } from '../../forms/choice-fields.tsx';
import { TextArea } from '../../forms/text-area.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { Places } from './places.tsx';

/** Where an incident that is not over can stand. */
export const openCourses = [
  'investigating',
  'identified',
  'monitoring',
] as const satisfies readonly IncidentStatus[];

/** An operator says what is wrong: where, how bad, and in words. */
export function NewIncident({ onClose }: { readonly onClose: () => void }) {
  const { incidents: texts, forms, status } = useTexts();
  const queries = useQueryClient();
  const [templateId, setTemplateId] = useState('');
  const templates = useQuery(answerTo('listIncidentTemplates', { query: { limit: 100 } }));
  const known = templates.data?.data ?? [];
  const template = known.find(({ id }) => id === templateId);
  const open = useMutation({
    mutationFn: (fields: FormData) =>
      client.call('createIncident', {
        body: {
          name: textOf(fields, 'name'),
          impact: textOf(fields, 'impact') as IncidentImpact,
          status: textOf(fields, 'status') as IncidentStatus,
          regions: fields.getAll('regions').map(String),
          component_ids: fields.getAll('component_ids').map(String),
          body: textOf(fields, 'body'),
        },
      }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['getSystemStatus'] });
      onClose();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    open.mutate(new FormData(event.currentTarget));
  }
  return (
    <Dialog title={texts.open} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <p className="text-sm text-soft">{texts.openLead}</p>
        {known.length > 0 && (
          <label className="grid gap-1 text-sm font-medium">
            {texts.template}
            <select
              value={templateId}
              onChange={({ target }) => setTemplateId(target.value)}
              className="h-9 rounded-lg border border-line bg-page px-3"
            >
              <option value="">{texts.noTemplate}</option>
              {known.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name ?? id}
                </option>
              ))}
            </select>
          </label>
        )}
        <div key={templateId} className="grid gap-4">
          <TextField label={texts.name} name="name" required maxLength={200} defaultValue={template?.name} />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              label={texts.impact}
              name="impact"
              choices={incidentImpacts.map((value) => ({ value, text: forms.choices[value] }))}
              chosen={template?.impact ?? 'major'}
            />
            <SelectField
              label={texts.status}
              name="status"
              choices={openCourses.map((value) => ({ value, text: status.incidentStatuses[value] }))}
              chosen={template?.status ?? 'investigating'}
            />
          </div>
          <Places chosen={template?.component_ids ?? []} />
          <TextArea
            label={texts.body}
            hint={texts.bodyHint}
            name="body"
            required
            maxLength={20_000}
            defaultValue={template?.body}
          />
        </div>
        {open.error && <ProblemNote error={open.error} />}
        <Button look="main" type="submit" disabled={open.isPending}>
          {texts.open}
        </Button>
      </form>
    </Dialog>
  );
}

function textOf(fields: FormData, name: string): string {
  return String(fields.get(name) ?? '').trim();
}
