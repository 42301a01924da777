import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** What a channel is called, by its id. */
export function useChannelName(): (id: string) => string {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const channels = useQuery(answerTo('listChannels', { params: { org_id }, query: { limit: 100 } }));
  return (id) => {
    if (!channels.data) return '…';
    return channels.data.data.find((channel) => channel.id === id)?.name ?? texts.removedChannel;
  };
}
