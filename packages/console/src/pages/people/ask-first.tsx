import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';

interface AskFirstProps {
  readonly action: string;
  /** Whom it is about. */
  readonly of: string;
  /** What it means. */
  readonly what: string;
  readonly onDo: () => Promise<unknown>;
}

/** A button for what is done to somebody only after a question. */
export function AskFirst({ action, of, what, onDo }: AskFirstProps) {
  const [asking, setAsking] = useState(false);
  const perform = useMutation({ mutationFn: onDo, onSuccess: () => setAsking(false) });
  const title = `${action}: ${of}`;
  return (
    <>
      <IconButton label={title} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
      {asking && (
        <Dialog title={title} onClose={() => setAsking(false)}>
          <div className="grid gap-4 text-sm">
            <p>{what}</p>
            {perform.error && <ProblemNote error={perform.error} />}
            <Button look="danger" disabled={perform.isPending} onClick={() => perform.mutate()}>
              {action}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
