import type { FormEvent, ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';

interface EntryFormProps {
  readonly title: string;
  readonly lead?: string;
  readonly submit: string;
  readonly isBusy: boolean;
  readonly onSubmit: (fields: FormData) => void;
  readonly children: ReactNode;
  /** After the button. */
  readonly below?: ReactNode;
}

/** A form in the middle of an empty page, for those who are not inside yet. */
export function EntryForm({ title, lead, submit, isBusy, onSubmit, children, below }: EntryFormProps) {
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  }
  return (
    <EntryFrame title={title} below={below}>
      <form onSubmit={send} className="grid gap-4">
        {lead && <p className="text-sm text-soft">{lead}</p>}
        {children}
        <Button look="main" type="submit" disabled={isBusy}>
          {submit}
        </Button>
      </form>
    </EntryFrame>
  );
}

interface EntryFrameProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly below?: ReactNode;
}

export function EntryFrame({ title, children, below }: EntryFrameProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-sm gap-4 rounded-xl border border-line bg-card p-6">
        <p className="text-lg font-bold tracking-tight text-brand">Platen</p>
        <h1 className="text-xl font-semibold">{title}</h1>
        {children}
        {below}
      </div>
    </main>
  );
}
