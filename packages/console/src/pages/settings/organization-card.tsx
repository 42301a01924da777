import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { client } from '../../client.ts';
import { ZoneField } from '../../forms/zone-field.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** Name, zone and patience. */
export function OrganizationCard() {
  const { settings: texts, actions } = useTexts();
  const { org_id, name, region, time_zone, patience_seconds } = useOrganization();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (fields: FormData) =>
      client.call('updateOrganization', {
        params: { org_id },
        body: {
          name: String(fields.get('name')).trim(),
          time_zone: String(fields.get('time_zone')).trim(),
          patience_seconds: Number(fields.get('patience')),
        },
      }),
    // Every figure may be another in another zone.
    onSuccess: () => queries.invalidateQueries(),
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  }
  return (
    <Card title={texts.organization}>
      <form onSubmit={submit} onChange={() => save.reset()} className="grid gap-4 sm:grid-cols-2">
        <TextField label={texts.name} name="name" required maxLength={120} defaultValue={name} />
        <ZoneField label={texts.zone} hint={texts.zoneHint} name="time_zone" required zone={time_zone} />
        <TextField
          label={texts.patience}
          hint={texts.patienceHint}
          name="patience"
          type="number"
          required
          min={1}
          max={86_400}
          defaultValue={patience_seconds}
        />
        <dl className="grid grid-cols-2 content-start gap-3 text-sm">
          <div>
            <dt className="text-soft">{texts.id}</dt>
            <dd className="font-mono">{org_id}</dd>
          </div>
          <div>
            <dt className="text-soft">{texts.region}</dt>
            <dd className="font-mono">{region}</dd>
          </div>
        </dl>
        <div className="grid gap-3 sm:col-span-2">
          {save.error && <ProblemNote error={save.error} />}
          <div className="flex items-center gap-3">
            <Button look="main" type="submit" disabled={save.isPending}>
              {actions.save}
            </Button>
            <p role="status" className="text-sm text-good">
              {save.data && texts.saved}
            </p>
          </div>
        </div>
      </form>
    </Card>
  );
}
