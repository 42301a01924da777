import type { Member, Role } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Card } from '../../parts/card.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { AskFirst } from './ask-first.tsx';
import { PasswordLink } from './password-link.tsx';
import { PersonRow } from './person-row.tsx';

export const roles = ['viewer', 'admin', 'owner'] as const satisfies readonly Role[];

/** `isOperator`: whether the reader is one. */
export function MemberList({ isOperator }: { readonly isOperator: boolean }) {
  const { people: texts } = useTexts();
  const { org_id } = useOrganization();
  const members = useQuery(answerTo('listMembers', { params: { org_id }, query: { limit: 100 } }));
  return (
    <Card title={texts.members}>
      <Asked query={members} hold="h-32">
        {({ data }) => (
          <>
            {data.length === 0 && <p className="text-sm">{texts.noMembers}</p>}
            <ul className="divide-y divide-line">
              {data.map((member) => (
                <MemberRow key={member.person.id} of={member} isOperator={isOperator} />
              ))}
            </ul>
            {data.length === 1 && <p className="mt-3 text-sm text-soft">{texts.alone}</p>}
          </>
        )}
      </Asked>
    </Card>
  );
}

interface MemberRowProps {
  readonly of: Member;
  readonly isOperator: boolean;
}

function MemberRow({ of: { person, role, since }, isOperator }: MemberRowProps) {
  const { people: texts } = useTexts();
  const { org_id } = useOrganization();
  const times = useTimes();
  const queries = useQueryClient();
  const params = { org_id, person_id: person.id };
  const again = () => queries.invalidateQueries({ queryKey: ['listMembers'] });
  const give = useMutation({
    mutationFn: (next: Role) => client.call('putMember', { params, body: { role: next } }),
    onSettled: again,
  });
  return (
    <PersonRow of={person} note={`${texts.since} ${times.date(since)}`} error={give.error}>
      <select
        aria-label={texts.roleOf(person.name)}
        title={texts.rolesWhat[role]}
        value={role}
        disabled={give.isPending}
        onChange={({ target }) => {
          const next = roles.find((each) => each === target.value);
          if (next) give.mutate(next);
        }}
        className="h-9 rounded-lg border border-line bg-page px-2 text-sm"
      >
        {roles.map((each) => (
          <option key={each} value={each}>
            {texts.roles[each]}
          </option>
        ))}
      </select>
      {isOperator && <PasswordLink of={person} />}
      <AskFirst
        action={texts.remove}
        of={person.name}
        what={texts.removeWhat}
        onDo={() => client.call('removeMember', { params }).then(again)}
      />
    </PersonRow>
  );
}
