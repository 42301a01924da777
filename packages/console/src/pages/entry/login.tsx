import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { TextField } from '../../parts/field.tsx';
import { logIn } from '../../session.ts';
import { useTexts } from '../../texts/texts.tsx';
import { EntryForm } from './entry-form.tsx';

export function Login() {
  const { login: texts, problem } = useTexts();
  const { back } = useSearch({ from: '/login' });
  const router = useRouter();
  const queries = useQueryClient();
  const enter = useMutation({
    mutationFn: (fields: FormData) => logIn(String(fields.get('email')), String(fields.get('password'))),
    onSuccess(failure) {
      if (failure) return;
      queries.clear();
      router.history.push(back ?? '/console/');
    },
  });
  const words = { wrong: texts.wrong, slow: texts.slow, unreachable: problem.unreachable };
  return (
    <EntryForm title={texts.title} submit={texts.submit} isBusy={enter.isPending} onSubmit={enter.mutate}>
      <TextField label={texts.email} name="email" type="email" autoComplete="username" required />
      <TextField
        label={texts.password}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      {enter.data && (
        <p role="alert" className="text-sm text-bad">
          {words[enter.data]}
        </p>
      )}
    </EntryForm>
  );
}
