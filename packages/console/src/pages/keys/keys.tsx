import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Button } from '../../parts/button.tsx';
import { Page } from '../../parts/page.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { KeyTable } from './key-table.tsx';
import { NewKey } from './new-key.tsx';

export function Keys() {
  const { keys: texts } = useTexts();
  const { org_id } = useOrganization();
  const keys = useQuery({
    ...answerTo('listKeys', { params: { org_id }, query: { limit: 100 } }),
    refetchInterval: 10_000,
  });
  const [making, setMaking] = useState(false);
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      actions={
        <Button look="main" onClick={() => setMaking(true)}>
          <Plus aria-hidden className="size-4" />
          {texts.make}
        </Button>
      }
    >
      <Asked query={keys} hold="h-64">
        {({ data }) => (
          <>
            {making && <NewKey known={data} onClose={() => setMaking(false)} />}
            <KeyTable keys={data} />
          </>
        )}
      </Asked>
    </Page>
  );
}
