import type { Passkey } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { canUsePasskeys } from '../../passkeys.ts';
import { useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { NewPasskey } from './new-passkey.tsx';

export function PasskeyList() {
  const { account: texts } = useTexts();
  const passkeys = useQuery(answerTo('listPasskeys', {}));
  const ways = useQuery(answerTo('getSignInWays', {}));
  const [adding, setAdding] = useState(false);
  const isPossible = ways.data?.passkeys && canUsePasskeys;
  return (
    <Card title={texts.passkeys}>
      <p className="mb-3 text-sm text-soft">{texts.passkeysWhat}</p>
      <Asked query={passkeys} hold="h-16">
        {({ data }) =>
          data.length === 0 ? (
            <p className="mb-3 text-sm">{texts.noPasskeys}</p>
          ) : (
            <ul className="mb-3 divide-y divide-line border-y border-line">
              {data.map((passkey) => (
                <PasskeyRow key={passkey.id} of={passkey} />
              ))}
            </ul>
          )
        }
      </Asked>
      {isPossible && (
        <Button onClick={() => setAdding(true)}>
          <Plus aria-hidden className="size-4" />
          {texts.addPasskey}
        </Button>
      )}
      {ways.data && !isPossible && <p className="text-sm text-soft">{texts.passkeysElsewhere}</p>}
      {adding && <NewPasskey onClose={() => setAdding(false)} />}
    </Card>
  );
}

function PasskeyRow({ of: { id, name, is_synced, created_at } }: { readonly of: Passkey }) {
  const { account: texts, actions } = useTexts();
  const times = useTimes();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => client.call('removePasskey', { params: { passkey_id: id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listPasskeys'] }),
  });
  const words = [texts.added(times.instant(created_at)), ...(is_synced ? [texts.synced] : [])];
  return (
    <li className="flex items-center justify-between gap-3 py-2 text-sm">
      <div className="min-w-0">
        <p className="truncate font-semibold">{name}</p>
        <p className="text-xs text-soft">{words.join(' · ')}</p>
      </div>
      <IconButton label={`${actions.remove}: ${name}`} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
      {asking && (
        <Dialog title={`${actions.remove}: ${name}`} onClose={() => setAsking(false)}>
          <div className="grid gap-4 text-sm">
            <p>{texts.removePasskeyWhat}</p>
            {remove.error && <ProblemNote error={remove.error} />}
            <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
              {actions.remove}
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
