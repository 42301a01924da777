import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { client } from '../../client.ts';
import { now } from '../../clock.ts';
import { TextArea } from '../../forms/text-area.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { instantAt, wallClockAt } from '../../wall-clock.ts';
import { Places } from './places.tsx';

const hourMs = 3_600_000;
const usualStartMs = 24 * hourMs;

/** An operator announces work: what, where, from when to when. */
export function NewMaintenance({ onClose }: { readonly onClose: () => void }) {
  const { incidents: texts } = useTexts();
  const { time_zone } = useOrganization();
  const schedule = useSchedule(onClose);
  const begin = Math.floor((now() + usualStartMs) / hourMs) * hourMs;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    schedule.mutate(new FormData(event.currentTarget));
  }
  return (
    <Dialog title={texts.maintenance} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <p className="text-sm text-soft">{texts.openLead}</p>
        <TextField label={texts.maintenanceName} name="name" required maxLength={200} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={texts.starts}
            hint={texts.inZone(time_zone)}
            name="starts_at"
            type="datetime-local"
            required
            defaultValue={wallClockAt(begin, time_zone)}
          />
          <TextField
            label={texts.ends}
            name="ends_at"
            type="datetime-local"
            required
            defaultValue={wallClockAt(begin + 2 * hourMs, time_zone)}
          />
        </div>
        <Places chosen={[]} />
        <TextArea label={texts.body} name="body" required maxLength={20_000} />
        {schedule.error && <ProblemNote error={schedule.error} />}
        <Button look="main" type="submit" disabled={schedule.isPending}>
          {texts.maintenance}
        </Button>
      </form>
    </Dialog>
  );
}

function useSchedule(onDone: () => void) {
  const { time_zone } = useOrganization();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (fields: FormData) =>
      client.call('createMaintenance', {
        body: {
          name: String(fields.get('name')).trim(),
          regions: fields.getAll('regions').map(String),
          component_ids: fields.getAll('component_ids').map(String),
          body: String(fields.get('body')).trim(),
          starts_at: instantAt(String(fields.get('starts_at')), time_zone),
          ends_at: instantAt(String(fields.get('ends_at')), time_zone),
        },
      }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['getSystemStatus'] });
      onDone();
    },
  });
}
