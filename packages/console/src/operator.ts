import { useQuery } from '@tanstack/react-query';
import { answerTo } from './client.ts';

/** Whether whoever is logged in runs the deployment; false while nobody knows. */
export function useIsOperator(): boolean {
  const me = useQuery(answerTo('getMe', {}));
  return me.data?.is_operator ?? false;
}
