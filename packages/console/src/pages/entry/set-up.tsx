import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { client } from '../../client.ts';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { logIn } from '../../session.ts';
import { useTexts } from '../../texts/texts.tsx';
import { EntryForm } from './entry-form.tsx';

/** Where the link of the first start leads: makes the first person, and lets them in. */
export function SetUp() {
  const { setUp: texts, login } = useTexts();
  const { token } = useParams({ from: '/setup/$token' });
  const navigate = useNavigate();
  const begin = useMutation({
    async mutationFn(fields: FormData) {
      const [name, email, password] = ['name', 'email', 'password'].map((field) => String(fields.get(field)));
      const person = { name: name ?? '', email: email ?? '', password: password ?? '' };
      await client.call('setUp', { body: { token, ...person } });
      await logIn(person.email, person.password);
    },
    onSuccess: () => navigate({ to: '/' }),
  });
  return (
    <EntryForm
      title={texts.title}
      lead={texts.lead}
      submit={texts.submit}
      isBusy={begin.isPending}
      onSubmit={begin.mutate}
    >
      <TextField label={texts.name} name="name" autoComplete="name" required maxLength={120} />
      <TextField label={login.email} name="email" type="email" autoComplete="username" required />
      <TextField
        label={login.password}
        hint={texts.passwordHint}
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        required
      />
      {begin.error && <ProblemNote error={begin.error} />}
    </EntryForm>
  );
}
