import { type Incident, type IncidentImpact, type IncidentStatus, incidentImpacts } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerTo, client } from '../../client.ts';
import { ChecksField, SelectField } from '../../forms/choice-fields.tsx';
import { TextArea } from '../../forms/text-area.tsx';
import { Asked } from '../../parts/asked.tsx';
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
  const { incidents: texts } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mt-4 border-t border-line pt-4">
      {isOpen ? (
        <Whole id={incident.id} components={components} onClose={() => setOpen(false)} />
      ) : (
        <Button onClick={() => setOpen(true)}>{texts.tell}</Button>
      )}
    </div>
  );
}

interface WholeProps {
  readonly id: string;
  readonly components: TellNewsProps['components'];
  readonly onClose: () => void;
}

/** What an organization sees of an incident is of its region; what is told is told of all of it. */
function Whole({ id, components, onClose }: WholeProps) {
  const incident = useQuery(answerTo('getIncident', { params: { incident_id: id } }));
  return (
    <Asked query={incident} hold="h-48">
      {(whole) => <NewsForm of={whole} components={components} onClose={onClose} />}
    </Asked>
  );
}

interface NewsFormProps extends TellNewsProps {
  readonly onClose: () => void;
}

function NewsForm({ of: incident, components, onClose }: NewsFormProps) {
  const { incidents: texts, forms, status, actions } = useTexts();
  const tell = useTell({ of: incident, components }, onClose);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    tell.mutate(new FormData(event.currentTarget));
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
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
        <Button onClick={onClose}>{actions.cancel}</Button>
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
      await queries.invalidateQueries({ queryKey: ['getIncident'] });
      onTold();
    },
  });
}
