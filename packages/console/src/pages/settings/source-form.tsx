import { type JobType, jobTypes, type Source, type SourceOutcome, sourceOutcomes } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { client } from '../../client.ts';
import { ChecksField } from '../../forms/choice-fields.tsx';
import { ZoneField } from '../../forms/zone-field.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

interface SourceFormProps {
  /** Left out: a new one. */
  readonly of: Source | undefined;
  readonly onClose: () => void;
}

/** Says what a source can see, so that what it cannot is told from what there was none of. */
export function SourceForm({ of: source, onClose }: SourceFormProps) {
  const { settings: texts, words, actions } = useTexts();
  const declare = useDeclare(source, onClose);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    declare.mutate(new FormData(event.currentTarget));
  }
  return (
    <Dialog title={source ? texts.change(source.source) : texts.declare} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        {!source && (
          <TextField label={texts.source} hint={texts.sourceHint} name="source" required maxLength={64} />
        )}
        <ChecksField
          label={texts.types}
          name="types"
          choices={jobTypes.map((value) => ({ value, text: words.jobs[value] }))}
          chosen={source?.types ?? ['print']}
        />
        <ChecksField
          label={texts.outcomes}
          name="outcomes"
          choices={sourceOutcomes.map((value) => ({ value, text: texts.outcomeWords[value] }))}
          chosen={source?.outcomes ?? ['completed']}
        />
        <TextField
          label={texts.interval}
          hint={texts.intervalHint}
          name="interval"
          type="number"
          min={1 / 60}
          step="any"
          defaultValue={source?.interval_seconds ? source.interval_seconds / 60 : ''}
        />
        <ZoneField
          label={texts.ownZone}
          hint={texts.ownZoneHint}
          name="time_zone"
          zone={source?.time_zone ?? null}
        />
        {declare.error && <ProblemNote error={declare.error} />}
        <Button look="main" type="submit" disabled={declare.isPending}>
          {actions.save}
        </Button>
      </form>
    </Dialog>
  );
}

function useDeclare(source: Source | undefined, onDone: () => void) {
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  return useMutation({
    mutationFn(fields: FormData) {
      const text = (name: string) => String(fields.get(name) ?? '').trim();
      const interval = text('interval');
      return client.call('putSource', {
        params: { org_id, source: source?.source ?? text('source') },
        body: {
          types: fields.getAll('types') as JobType[],
          outcomes: fields.getAll('outcomes') as SourceOutcome[],
          interval_seconds: interval === '' ? null : Math.round(Number(interval) * 60),
          time_zone: text('time_zone') || null,
        },
      });
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['listSources'] });
      await queries.invalidateQueries({ queryKey: ['getJobStats'] });
      onDone();
    },
  });
}
