import { useQuery } from '@tanstack/react-query';
import { answerTo } from './client.ts';

/** The organizations that whoever is logged in may look at: for an operator, all of the deployment. */
export function useOrganizations() {
  const me = useQuery(answerTo('getMe', {}));
  const isOperator = me.data?.is_operator ?? false;
  const all = useQuery({ ...answerTo('listOrganizations', { query: { limit: 100 } }), enabled: isOperator });
  const own = me.data?.memberships.map(({ org_id, name }) => ({ org_id, name }));
  return {
    organizations: isOperator ? all.data?.data.map(({ org_id, name }) => ({ org_id, name })) : own,
    error: me.error ?? all.error,
  };
}
