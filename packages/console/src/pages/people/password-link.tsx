import type { Person } from '@platen/contract';
import { useMutation } from '@tanstack/react-query';
import { LifeBuoy } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** For operators: a link for whoever has forgotten their password. */
export function PasswordLink({ of: { id, name } }: { readonly of: Person }) {
  const { people: texts } = useTexts();
  const [asking, setAsking] = useState(false);
  const make = useMutation({
    mutationFn: () => client.call('createPasswordLink', { params: { person_id: id } }),
  });
  const title = `${texts.passwordLink}: ${name}`;
  return (
    <>
      <IconButton label={title} onClick={() => setAsking(true)}>
        <LifeBuoy aria-hidden className="size-4" />
      </IconButton>
      {asking && (
        <Dialog title={title} onClose={() => setAsking(false)}>
          <div className="grid gap-4 text-sm">
            <p>{make.data ? texts.linkLasts : texts.passwordLinkWhat}</p>
            {make.error && <ProblemNote error={make.error} />}
            {make.data ? (
              <Copyable label={texts.link} text={make.data.link} />
            ) : (
              <Button look="main" disabled={make.isPending} onClick={() => make.mutate()}>
                {texts.makeLink}
              </Button>
            )}
          </div>
        </Dialog>
      )}
    </>
  );
}
