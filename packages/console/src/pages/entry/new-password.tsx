import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { client } from '../../client.ts';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { EntryForm } from './entry-form.tsx';

/** Where a link leads that somebody sets a new password by. */
export function NewPassword() {
  const { newPassword: texts, setUp } = useTexts();
  const { token } = useParams({ from: '/password/$token' });
  const navigate = useNavigate();
  const set = useMutation({
    mutationFn: (fields: FormData) =>
      client.call('setPassword', { body: { token, password: String(fields.get('password')) } }),
    onSuccess: () => navigate({ to: '/login' }),
  });
  return (
    <EntryForm
      title={texts.title}
      lead={texts.lead}
      submit={texts.submit}
      isBusy={set.isPending}
      onSubmit={set.mutate}
    >
      <TextField
        label={texts.password}
        hint={setUp.passwordHint}
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        required
      />
      {set.error && <ProblemNote error={set.error} />}
    </EntryForm>
  );
}
