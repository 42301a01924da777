import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { askAuth } from '../../session.ts';
import { useTexts } from '../../texts/texts.tsx';

export function DropSecondFactor({ onClose }: { readonly onClose: () => void }) {
  const { account: texts } = useTexts();
  const drop = useMutation({
    mutationFn: (password: string) => askAuth('/auth/two-factor/disable', { password }),
    onSuccess: onClose,
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    drop.mutate(String(new FormData(event.currentTarget).get('password')));
  }
  return (
    <Dialog title={`${texts.secondFactor}: ${texts.turnOff}`} onClose={onClose}>
      <form onSubmit={send} className="grid gap-4 text-sm">
        <TextField
          label={texts.yourPassword}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        {drop.error && <ProblemNote error={drop.error} />}
        <Button look="danger" type="submit" disabled={drop.isPending}>
          {texts.turnOff}
        </Button>
      </form>
    </Dialog>
  );
}
