import type { ApiKey, ApiKeyWithSecret } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

const overlaps = [0, 3_600, 86_400, 604_800, 2_592_000] as const;
const usualOverlap = 86_400;

/** Rotating and revoking, each after a question, since neither can be taken back. */
export function KeyActions({ of: key }: { readonly of: ApiKey }) {
  const { keys: texts } = useTexts();
  const [asking, setAsking] = useState<'rotate' | 'revoke'>();
  const close = () => setAsking(undefined);
  return (
    <>
      <IconButton label={`${texts.rotate}: ${key.name}`} onClick={() => setAsking('rotate')}>
        <RefreshCw aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={`${texts.revoke}: ${key.name}`} onClick={() => setAsking('revoke')}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
      {asking === 'rotate' && <Rotate of={key} onClose={close} />}
      {asking === 'revoke' && <Revoke of={key} onClose={close} />}
    </>
  );
}

interface AskProps {
  readonly of: ApiKey;
  readonly onClose: () => void;
}

function Rotate({ of: key, onClose }: AskProps) {
  const { keys: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>(usualOverlap);
  const [made, setMade] = useState<ApiKeyWithSecret>();
  const rotate = useMutation({
    mutationFn: () =>
      client.call('rotateKey', { params: { org_id, key_id: key.id }, body: { overlap_seconds: overlap } }),
    onSuccess(next) {
      setMade(next);
      void queries.invalidateQueries({ queryKey: ['listKeys'] });
    },
  });
  if (made) {
    return (
      <Dialog title={texts.shownOnce} onClose={onClose}>
        <p className="mb-3 text-sm">{texts.keepIt}</p>
        <Copyable label={texts.key} text={made.key} />
      </Dialog>
    );
  }
  return (
    <Dialog title={`${texts.rotate}: ${key.name}`} onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p>{texts.rotateWhat}</p>
        <label className="grid gap-1 font-medium">
          {texts.overlap}
          <select
            value={overlap}
            onChange={({ target }) =>
              setOverlap(overlaps.find((seconds) => String(seconds) === target.value) ?? usualOverlap)
            }
            className="h-9 rounded-lg border border-line bg-page px-3"
          >
            {overlaps.map((seconds) => (
              <option key={seconds} value={seconds}>
                {texts.overlaps[seconds]}
              </option>
            ))}
          </select>
        </label>
        {rotate.error && <ProblemNote error={rotate.error} />}
        <Button look="main" disabled={rotate.isPending} onClick={() => rotate.mutate()}>
          {texts.rotate}
        </Button>
      </div>
    </Dialog>
  );
}

function Revoke({ of: key, onClose }: AskProps) {
  const { keys: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => client.call('revokeKey', { params: { org_id, key_id: key.id } }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: ['listKeys'] });
      onClose();
    },
  });
  return (
    <Dialog title={`${texts.revoke}: ${key.name}`} onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p>{texts.revokeWhat}</p>
        {revoke.error && <ProblemNote error={revoke.error} />}
        <Button look="danger" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
          {texts.revoke}
        </Button>
      </div>
    </Dialog>
  );
}
