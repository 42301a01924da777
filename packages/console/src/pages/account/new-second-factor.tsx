import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { askAuth } from '../../session.ts';
import { useTexts } from '../../texts/texts.tsx';
import { QrCode } from './qr-code.tsx';

interface Made {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** By the password, then by a code of the app that it was put into. */
export function NewSecondFactor({ onClose }: { readonly onClose: () => void }) {
  const { account: texts } = useTexts();
  const [made, setMade] = useState<Made>();
  const make = useMutation({
    mutationFn: (password: string) => askAuth<Made>('/auth/two-factor/enable', { password }),
    onSuccess: setMade,
  });
  const prove = useMutation({
    mutationFn: (code: string) => askAuth('/auth/two-factor/verify-totp', { code: code.trim() }),
    onSuccess: onClose,
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    if (made) prove.mutate(String(fields.get('code')));
    else make.mutate(String(fields.get('password')));
  }
  const error = make.error ?? prove.error;
  return (
    <Dialog title={`${texts.secondFactor}: ${texts.turnOn}`} onClose={onClose}>
      <form onSubmit={send} className="grid gap-4 text-sm">
        {made ? (
          <>
            <Secrets of={made} />
            <TextField
              key="code"
              label={texts.showCode}
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="\s*\d{6}\s*"
              required
            />
          </>
        ) : (
          <TextField
            key="password"
            label={texts.yourPassword}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        )}
        {error && <ProblemNote error={error} />}
        <Button look="main" type="submit" disabled={make.isPending || prove.isPending}>
          {made ? texts.finish : texts.goOn}
        </Button>
      </form>
    </Dialog>
  );
}

function Secrets({ of: { totpURI, backupCodes } }: { readonly of: Made }) {
  const { account: texts } = useTexts();
  return (
    <>
      <p>{texts.scan}</p>
      <QrCode text={totpURI} label={texts.picture} />
      <Copyable label={texts.secret} text={new URL(totpURI).searchParams.get('secret') ?? ''} />
      <p>{texts.writeDown}</p>
      <Copyable label={texts.backupCodes} text={backupCodes.join('\n')} />
    </>
  );
}
