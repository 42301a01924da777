import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import type { Choice } from '../../forms/choice-fields.tsx';
import { useOrganization } from '../../shell/organization.tsx';

/** What this organization has of what a condition may name, by the setting that names it. */
export function useKnownChoices(): Readonly<Record<string, readonly Choice[]>> {
  const { org_id } = useOrganization();
  const status = useQuery(answerTo('getSystemStatus', { params: { org_id } }));
  const sources = useQuery(answerTo('listSources', { params: { org_id } }));
  return {
    component_ids: status.data?.components.map(({ id, name }) => ({ value: id, text: name })) ?? [],
    sources: sources.data?.data.map(({ source }) => ({ value: source, text: source })) ?? [],
  };
}
