import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../parts/button.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTexts } from '../../texts/texts.tsx';

interface RemovalProps<T> {
  /** The operation that lists what is removed. */
  readonly list: string;
  readonly remove: (record: T) => Promise<T>;
  readonly restore: (record: T) => Promise<T>;
}

/** Removing at once, and a way back: the same is made anew. */
export function useRemoval<T>({ list, remove: take, restore }: RemovalProps<T>) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: [list] });
  const remove = useMutation({ mutationFn: take, onSuccess, onMutate: () => undo.reset() });
  const undo = useMutation({
    mutationFn: restore,
    onSuccess() {
      remove.reset();
      return onSuccess();
    },
  });
  return { remove, undo };
}

interface RemovedProps<T> {
  readonly removal: ReturnType<typeof useRemoval<T>>;
  readonly removed: (record: T) => string;
  /** What is said once it is back. */
  readonly undone?: (record: T) => string;
}

/** What was removed, and the way back. */
export function Removed<T>({ removal: { remove, undo }, removed, undone }: RemovedProps<T>) {
  const { actions } = useTexts();
  const failure = remove.error ?? undo.error;
  const gone = remove.data;
  return (
    <div role="status" className="empty:hidden">
      {failure && <ProblemNote error={failure} />}
      {gone && (
        <p className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-mute-tint p-3 text-sm">
          {removed(gone)}
          <Button disabled={undo.isPending} onClick={() => undo.mutate(gone)}>
            {actions.undo}
          </Button>
        </p>
      )}
      {undo.data && undone && <p className="rounded-lg bg-good-tint p-3 text-sm">{undone(undo.data)}</p>}
    </div>
  );
}
