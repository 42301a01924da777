import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { client } from '../../client.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { makePasskey } from '../../passkeys.ts';
import { useTexts } from '../../texts/texts.tsx';
import { FreshNote } from './fresh-note.tsx';

export function NewPasskey({ onClose }: { readonly onClose: () => void }) {
  const { account: texts } = useTexts();
  const queries = useQueryClient();
  const add = useMutation({
    async mutationFn(name: string) {
      const credential = await makePasskey(await client.call('createPasskeyChallenge', {}));
      return credential && client.call('createPasskey', { body: { name, credential } });
    },
    async onSuccess(made) {
      if (!made) return;
      await queries.invalidateQueries({ queryKey: ['listPasskeys'] });
      onClose();
    },
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    add.mutate(String(new FormData(event.currentTarget).get('name')));
  }
  return (
    <Dialog title={texts.addPasskey} onClose={onClose}>
      <form onSubmit={send} className="grid gap-4 text-sm">
        <TextField
          label={texts.passkeyName}
          hint={texts.passkeyNameHint}
          name="name"
          required
          maxLength={120}
        />
        {add.isSuccess && !add.data && <p role="alert">{texts.passkeyNotMade}</p>}
        {add.error && <FreshNote error={add.error} />}
        <Button look="main" type="submit" disabled={add.isPending}>
          {texts.addPasskey}
        </Button>
      </form>
    </Dialog>
  );
}
