import type { Role } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../../client.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { Invited } from './invited.tsx';
import { roles } from './member-list.tsx';

/** Into the organization, with a role. */
export function Invite({ onClose }: { readonly onClose: () => void }) {
  const { people: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const [role, setRole] = useState<Role>('viewer');
  const invite = useMutation({
    mutationFn: (email: string) =>
      client.call('createInvitation', { params: { org_id }, body: { email, role } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listInvitations'] }),
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    invite.mutate(String(new FormData(event.currentTarget).get('email')));
  }
  if (invite.data) return <Invited {...invite.data} onClose={onClose} />;
  return (
    <Dialog title={texts.invite} onClose={onClose}>
      <form onSubmit={send} className="grid gap-4 text-sm">
        <TextField label={texts.email} name="email" type="email" required maxLength={254} />
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">{texts.role}</legend>
          {roles.map((each) => (
            <label key={each} className="flex cursor-pointer items-start gap-2">
              <input
                type="radio"
                name="role"
                className="mt-1 accent-brand"
                checked={each === role}
                onChange={() => setRole(each)}
              />
              <span>
                <span className="font-medium">{texts.roles[each]}</span>
                <span className="block text-soft">{texts.rolesWhat[each]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {invite.error && <ProblemNote error={invite.error} />}
        <Button look="main" type="submit" disabled={invite.isPending}>
          {texts.send}
        </Button>
      </form>
    </Dialog>
  );
}
