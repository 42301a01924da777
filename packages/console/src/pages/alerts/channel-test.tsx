import type { DeliveryWithAttempts } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import { client } from '../../client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { AttemptLog } from './attempt-log.tsx';

/** Sends a message marked as a test, and waits for what the other side answers. */
export function useChannelTest(channelId: string) {
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.call('testChannel', { params: { org_id, channel_id: channelId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['listDeliveries'] }),
  });
}

/** How the test is going, and how it went. */
export function ChannelTest({ of: test }: { readonly of: ReturnType<typeof useChannelTest> }) {
  const { channels: texts } = useTexts();
  return (
    <div role="status" className="empty:hidden">
      {test.isPending && (
        <p className="flex items-center gap-2 text-sm text-soft">
          <LoaderCircle aria-hidden className="size-4 motion-safe:animate-spin" />
          {texts.testing}
        </p>
      )}
      {test.error && <ProblemNote error={test.error} />}
      {test.data && <Result of={test.data} />}
    </div>
  );
}

function Result({ of: { state, log } }: { readonly of: DeliveryWithAttempts }) {
  const { channels: texts } = useTexts();
  const arrived = state === 'delivered';
  return (
    <div className={`grid gap-1 rounded-lg p-3 text-sm ${arrived ? 'bg-good-tint' : 'bg-bad-tint'}`}>
      <p className="font-semibold">{arrived ? texts.testArrived : texts.testFailed}</p>
      <AttemptLog of={log} />
    </div>
  );
}
