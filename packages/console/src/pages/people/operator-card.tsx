import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { AskFirst } from './ask-first.tsx';
import { Invited } from './invited.tsx';
import { PasswordLink } from './password-link.tsx';
import { PersonRow } from './person-row.tsx';

/** Who runs the deployment, and who is invited to. */
export function OperatorCard() {
  const { people: texts } = useTexts();
  const queries = useQueryClient();
  const operators = useQuery(answerTo('listOperators', { query: { limit: 100 } }));
  const [inviting, setInviting] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: ['listOperators'] });
  return (
    <Card
      title={texts.operators}
      aside={
        <Button onClick={() => setInviting(true)}>
          <Plus aria-hidden className="size-4" />
          {texts.inviteOperator}
        </Button>
      }
    >
      <p className="text-sm text-soft">{texts.operatorsWhat}</p>
      <Asked query={operators} hold="h-16">
        {({ data }) => (
          <>
            <ul className="divide-y divide-line">
              {data.map((person) => (
                <PersonRow key={person.id} of={person}>
                  <PasswordLink of={person} />
                  <AskFirst
                    action={texts.removeOperator}
                    of={person.name}
                    what={texts.removeOperatorWhat}
                    onDo={() =>
                      client.call('removeOperator', { params: { person_id: person.id } }).then(again)
                    }
                  />
                </PersonRow>
              ))}
            </ul>
            {data.length === 1 && <p className="text-sm text-soft">{texts.onlyOperator}</p>}
          </>
        )}
      </Asked>
      <OpenInvitations />
      {inviting && <InviteOperator onClose={() => setInviting(false)} />}
    </Card>
  );
}

function OpenInvitations() {
  const { people: texts } = useTexts();
  const times = useTimes();
  const queries = useQueryClient();
  const { data } = useQuery(answerTo('listOperatorInvitations', { query: { limit: 100 } }));
  const takeBack = useMutation({
    mutationFn: (invitation_id: string) =>
      client.call('removeOperatorInvitation', { params: { invitation_id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['listOperatorInvitations'] }),
  });
  if (!data || data.data.length === 0) return null;
  return (
    <ul aria-label={texts.invitations} className="divide-y divide-line border-t border-line">
      {data.data.map(({ id, email, expires_at }) => (
        <PersonRow
          key={id}
          of={{ email }}
          note={`${texts.invited}, ${texts.until(times.instant(expires_at))}`}
          error={takeBack.variables === id ? takeBack.error : null}
        >
          <Button aria-label={`${texts.takeBack}: ${email}`} onClick={() => takeBack.mutate(id)}>
            {texts.takeBack}
          </Button>
        </PersonRow>
      ))}
    </ul>
  );
}

function InviteOperator({ onClose }: { readonly onClose: () => void }) {
  const { people: texts } = useTexts();
  const queries = useQueryClient();
  const invite = useMutation({
    mutationFn: (email: string) => client.call('createOperatorInvitation', { body: { email } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listOperatorInvitations'] }),
  });
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    invite.mutate(String(new FormData(event.currentTarget).get('email')));
  }
  if (invite.data) return <Invited {...invite.data} onClose={onClose} />;
  return (
    <Dialog title={texts.inviteOperator} onClose={onClose}>
      <form onSubmit={send} className="grid gap-4 text-sm">
        <p>{texts.operatorsWhat}</p>
        <TextField label={texts.email} name="email" type="email" required maxLength={254} />
        {invite.error && <ProblemNote error={invite.error} />}
        <Button look="main" type="submit" disabled={invite.isPending}>
          {texts.send}
        </Button>
      </form>
    </Dialog>
  );
}
