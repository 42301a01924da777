import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { TextField } from '../../parts/field.tsx';
import { logIn, proveCode } from '../../session.ts';
import { useTexts } from '../../texts/texts.tsx';
import { EntryForm } from './entry-form.tsx';

export function Login() {
  const { login: texts, problem } = useTexts();
  const { back } = useSearch({ from: '/login' });
  const router = useRouter();
  const queries = useQueryClient();
  const [wantsCode, wantCode] = useState(false);
  const enter = useMutation({
    mutationFn: (fields: FormData) =>
      wantsCode
        ? proveCode(String(fields.get('code')).trim())
        : logIn(String(fields.get('email')), String(fields.get('password'))),
    onSuccess(failure) {
      if (failure === 'code') wantCode(true);
      if (failure) return;
      queries.clear();
      router.history.push(back ?? '/console/');
    },
  });
  const words = {
    wrong: wantsCode ? texts.wrongCode : texts.wrong,
    slow: texts.slow,
    unreachable: problem.unreachable,
  };
  return (
    <EntryForm title={texts.title} submit={texts.submit} isBusy={enter.isPending} onSubmit={enter.mutate}>
      {wantsCode ? (
        <TextField
          key="code"
          label={texts.code}
          name="code"
          autoComplete="one-time-code"
          autoFocus
          required
        />
      ) : (
        <>
          <TextField label={texts.email} name="email" type="email" autoComplete="username" required />
          <TextField
            label={texts.password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </>
      )}
      {enter.data && enter.data !== 'code' && (
        <p role="alert" className="text-sm text-bad">
          {words[enter.data]}
        </p>
      )}
    </EntryForm>
  );
}
