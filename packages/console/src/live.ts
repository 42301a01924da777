import type { CallName } from '@platen/sdk';
import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { answerTo, client } from './client.ts';

/** `off`: it is asked for every now and then, as everything else. */
export type Liveness = 'off' | 'connecting' | 'live' | 'reconnecting';

const pollMs = 60_000;
/** Alerts are looked at within a second of the status that they are of; then they are told. */
const alertsFollowMs = 3_000;
const followsStatus: readonly CallName[] = [
  'listAlerts',
  'getAlert',
  'listDeliveries',
  'getUptime',
  'getDiagnosis',
];

let liveness: Liveness = 'off';
const listeners = new Set<() => void>();

/** How often something is asked for anew: not at all where it is told as it changes. */
export function pollEvery(key: QueryKey): number | false {
  return key[0] === 'getSystemStatus' && liveness === 'live' ? false : pollMs;
}

export function useLiveness(): Liveness {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => liveness,
  );
}

/**
 * Takes the status of an organization from the event stream while its page is in sight: a browser has six connections to a
 * server, and a page that nobody sees shall take none of them.
 */
export function useLive(orgId: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    let ending: AbortController | undefined;
    const follow = () => {
      ending?.abort();
      ending = undefined;
      if (document.visibilityState === 'hidden') return become('off');
      ending = new AbortController();
      void listen(orgId, queries, ending.signal);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      ending?.abort();
      become('off');
    };
  }, [orgId, queries]);
}

async function listen(orgId: string, queries: QueryClient, signal: AbortSignal): Promise<void> {
  become('connecting');
  const onConnection = (isThere: boolean) => {
    if (!signal.aborted) become(isThere ? 'live' : 'reconnecting');
  };
  try {
    for await (const status of client.watchSystemStatus(orgId, { signal, onConnection })) {
      queries.setQueryData(answerTo('getSystemStatus', { params: { org_id: orgId } }).queryKey, status);
      for (const name of followsStatus) {
        setTimeout(() => void queries.invalidateQueries({ queryKey: [name] }), alertsFollowMs);
      }
    }
  } catch {
    // It is of no use to try again; what is asked for every now and then will say why.
    if (!signal.aborted) become('off');
  }
}

function become(next: Liveness): void {
  if (next === liveness) return;
  liveness = next;
  for (const listener of listeners) listener();
}
