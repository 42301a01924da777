import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { askAuth } from '../../session.ts';
import { useTexts } from '../../texts/texts.tsx';

export function PasswordCard() {
  const { account: texts, setUp } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (fields: FormData) =>
      askAuth('/auth/change-password', {
        currentPassword: fields.get('old'),
        newPassword: fields.get('new'),
        revokeOtherSessions: true,
      }),
    onSuccess() {
      form.current?.reset();
      return queries.invalidateQueries({ queryKey: ['listSessions'] });
    },
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    change.mutate(new FormData(event.currentTarget));
  }
  return (
    <Card title={texts.password}>
      <form ref={form} onSubmit={send} className="grid gap-4 sm:grid-cols-2">
        <p className="text-sm text-soft sm:col-span-2">{texts.passwordWhat}</p>
        <TextField
          label={texts.oldPassword}
          name="old"
          type="password"
          autoComplete="current-password"
          required
        />
        <TextField
          label={texts.newPassword}
          hint={setUp.passwordHint}
          name="new"
          type="password"
          autoComplete="new-password"
          minLength={12}
          required
        />
        {change.isSuccess && (
          <p role="status" className="text-sm sm:col-span-2">
            {texts.passwordChanged}
          </p>
        )}
        {change.error && (
          <div className="sm:col-span-2">
            <ProblemNote error={change.error} />
          </div>
        )}
        <div>
          <Button type="submit" disabled={change.isPending}>
            {texts.changePassword}
          </Button>
        </div>
      </form>
    </Card>
  );
}
