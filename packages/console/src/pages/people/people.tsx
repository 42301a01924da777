import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { answerTo } from '../../client.ts';
import { Button } from '../../parts/button.tsx';
import { Page } from '../../parts/page.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { InvitationList } from './invitation-list.tsx';
import { Invite } from './invite.tsx';
import { MemberList } from './member-list.tsx';
import { OperatorCard } from './operator-card.tsx';

/** Who belongs to the organization, and, for those who run the deployment, who else does. */
export function People() {
  const { people: texts } = useTexts();
  const me = useQuery(answerTo('getMe', {}));
  const [inviting, setInviting] = useState(false);
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      actions={
        <Button look="main" onClick={() => setInviting(true)}>
          <Plus aria-hidden className="size-4" />
          {texts.invite}
        </Button>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        <MemberList isOperator={me.data?.is_operator ?? false} />
        <InvitationList />
        {me.data?.is_operator && <OperatorCard />}
      </div>
      {inviting && <Invite onClose={() => setInviting(false)} />}
    </Page>
  );
}
