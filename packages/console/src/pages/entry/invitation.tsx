import type { InvitationShown } from '@platen/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { logIn } from '../../session.ts';
import { useTexts } from '../../texts/texts.tsx';
import { EntryForm } from './entry-form.tsx';

/** Where an invitation leads: whoever is new chooses a password, and who is known accepts as who they are. */
export function Invitation() {
  const { token } = useParams({ from: '/invitation/$token' });
  const shown = useQuery(answerTo('readInvitation', { body: { token } }));
  return (
    <Asked query={shown} hold="h-96">
      {(invitation) => <Accept token={token} invitation={invitation} />}
    </Asked>
  );
}

interface AcceptProps {
  readonly token: string;
  readonly invitation: InvitationShown;
}

function Accept({ token, invitation: { org_id, org_name, email, role, is_known } }: AcceptProps) {
  const { invitation: texts, setUp, login } = useTexts();
  const navigate = useNavigate();
  const accept = useMutation({
    async mutationFn(fields: FormData) {
      if (is_known) return client.call('acceptInvitation', { body: { token } });
      const [name, password] = [String(fields.get('name')), String(fields.get('password'))];
      await client.call('acceptInvitation', { body: { token, name, password } });
      return logIn(email, password);
    },
    onSuccess: () =>
      org_id === null ? navigate({ to: '/' }) : navigate({ to: '/$orgId', params: { orgId: org_id } }),
  });
  return (
    <EntryForm
      title={texts.title(org_name ?? 'Platen')}
      lead={texts.lead(email, texts.roles[role])}
      submit={texts.accept}
      isBusy={accept.isPending}
      onSubmit={accept.mutate}
    >
      {is_known ? (
        <p className="text-sm">
          {texts.known}{' '}
          <Link to="/login" search={{ back: `/console/invitation/${token}` }} className="text-link underline">
            {login.title}
          </Link>
        </p>
      ) : (
        <>
          <TextField label={setUp.name} name="name" autoComplete="name" required maxLength={120} />
          <TextField
            label={login.password}
            hint={setUp.passwordHint}
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
          />
        </>
      )}
      {accept.error && <ProblemNote error={accept.error} />}
    </EntryForm>
  );
}
