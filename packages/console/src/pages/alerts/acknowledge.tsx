import type { Alert } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { client } from '../../client.ts';
import { Button } from '../../parts/button.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

interface AcknowledgeProps {
  readonly of: Alert;
  /** What is probably being done. */
  readonly comment?: string;
}

/** Somebody takes an alert on, and says what is being done: it is not repeated any more. */
export function Acknowledge({ of: { id, title }, comment = '' }: AcknowledgeProps) {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const acknowledge = useMutation({
    mutationFn: (said: string) =>
      client.call('acknowledgeAlert', {
        params: { org_id, alert_id: id },
        body: said === '' ? {} : { comment: said },
      }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['listAlerts'] });
      await queries.invalidateQueries({ queryKey: ['getAlert'] });
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    acknowledge.mutate(String(new FormData(event.currentTarget).get('comment')).trim());
  }
  return (
    <form onSubmit={submit} className="mt-3 flex flex-wrap gap-2 border-t border-line pt-3">
      <input
        name="comment"
        maxLength={500}
        aria-label={`${texts.comment}: ${title}`}
        placeholder={texts.comment}
        defaultValue={comment}
        className="h-9 min-w-48 flex-1 rounded-lg border border-line bg-page px-3 placeholder:text-soft"
      />
      <Button type="submit" disabled={acknowledge.isPending}>
        {texts.acknowledge}
      </Button>
      {acknowledge.error && <ProblemNote error={acknowledge.error} />}
    </form>
  );
}
