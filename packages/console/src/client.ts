import { type CallName, type Input, PlatenClient } from '@platen/sdk';
import { queryOptions } from '@tanstack/react-query';

/** Asks in the name of whoever is logged in in this browser. */
export const client = new PlatenClient({ url: location.origin, retries: 2 });

/** What a route of the contract answers, by its name, as a query that pages share. */
export function answerTo<N extends CallName>(name: N, input: Input<N>) {
  return queryOptions({
    queryKey: [name, input],
    queryFn: () => client.call(name, input),
  });
}
