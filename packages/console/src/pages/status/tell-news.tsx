import { type Incident, type IncidentImpact, type IncidentStatus, incidentImpacts } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../../client.ts';
import { ChecksField, SelectField } from '../../forms/choice-fields.tsx';
import { TextArea } from '../../forms/text-area.tsx';
import { Button } from '../../parts/button.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { openCourses } from './new-incident.tsx';

const courses = [...openCourses, 'resolved'] as const;

interface TellNewsProps {
  readonly of: Incident;
  /** Of the region that is looked at. */
  readonly components: readonly { readonly id: string; readonly name: string }[];
}

/** An operator goes on with an incident: where it stands now, whom it touches, and in words; `resolved` ends it. */
export function TellNews({ of: incident, components }: TellNewsProps) {
  const { incidents: texts, forms, status, actions } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const tell = useTell({ of: incident, components }, () => setOpen(false));
  if (!isOpen) {
    return (
      <div className="mt-4 border-t border-line pt-4">
        <Button onClick={() => setOpen(true)}>{texts.tell}</Button>
      </div>
    );
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    tell.mutate(new FormData(event.currentTarget));
  }
  return (
    <form onSubmit={submit} className="mt-4 grid gap-4 border-t border-line pt-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={texts.status}
          name="status"
          choices={courses.map((value) => ({ value, text: status.incidentStatuses[value] }))}
          chosen={incident.status}
        />
        <SelectField
          label={texts.impact}
          name="impact"
          choices={incidentImpacts.map((value) => ({ value, text: forms.choices[value] }))}
          chosen={incident.impact}
        />
      </div>
      <ChecksField
        label={texts.components}
        hint={texts.componentsHint}
        name="component_ids"
        choices={components.map(({ id, name }) => ({ value: id, text: name }))}
        chosen={incident.component_ids}
      />
      <TextArea label={texts.body} hint={texts.bodyHint} name="body" required maxLength={20_000} />
      {tell.error && <ProblemNote error={tell.error} />}
      <div className="flex flex-wrap gap-2">
        <Button look="main" type="submit" disabled={tell.isPending}>
          {texts.tell}
        </Button>
        <Button onClick={() => setOpen(false)}>{actions.cancel}</Button>
      </div>
    </form>
  );
}

function useTell({ of: incident, components }: TellNewsProps, onTold: () => void) {
  const queries = useQueryClient();
  const isHere = (id: string) => components.some((component) => component.id === id);
  const elsewhere = incident.component_ids.filter((id) => !isHere(id));
  return useMutation({
    mutationFn(fields: FormData) {
      const impact = String(fields.get('impact')) as IncidentImpact;
      return client.call('addIncidentUpdate', {
        params: { incident_id: incident.id },
        body: {
          status: String(fields.get('status')) as IncidentStatus,
          body: String(fields.get('body')).trim(),
          component_ids: [...elsewhere, ...fields.getAll('component_ids').map(String)],
          ...(impact === incident.impact ? {} : { impact }),
        },
      });
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['getSystemStatus'] });
      onTold();
    },
  });
}
