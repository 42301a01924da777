import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { PersonRow } from './person-row.tsx';

/** Those whom nobody has seen here yet. */
export function InvitationList() {
  const { people: texts } = useTexts();
  const { org_id } = useOrganization();
  const times = useTimes();
  const queries = useQueryClient();
  const invitations = useQuery(answerTo('listInvitations', { params: { org_id }, query: { limit: 100 } }));
  const takeBack = useMutation({
    mutationFn: (invitation_id: string) =>
      client.call('removeInvitation', { params: { org_id, invitation_id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['listInvitations'] }),
  });
  return (
    <Card title={texts.invitations}>
      <Asked query={invitations} hold="h-16">
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-sm text-soft">{texts.noInvitations}</p>
          ) : (
            <ul className="divide-y divide-line">
              {data.map(({ id, email, role, expires_at }) => (
                <PersonRow key={id} of={{ email }} note={texts.until(times.instant(expires_at))}>
                  <Badge tone="mute">{texts.roles[role]}</Badge>
                  <Button aria-label={`${texts.takeBack}: ${email}`} onClick={() => takeBack.mutate(id)}>
                    {texts.takeBack}
                  </Button>
                </PersonRow>
              ))}
            </ul>
          )
        }
      </Asked>
      {takeBack.error && <ProblemNote error={takeBack.error} />}
    </Card>
  );
}
