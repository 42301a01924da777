import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HeldClock } from '../kit/clock.ts';
import { createFetcher, type FetcherOptions } from './fetcher.ts';

/** A server on a free port of 127.0.0.1, which forgets its connections when it is disposed of. */
export async function loopback(handle: RequestListener) {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A fetcher that may ask the loopback. */
export const fetcher = (options: Partial<FetcherOptions> = {}) =>
  createFetcher({
    clock: new HeldClock('2026-11-24T09:07:00Z'),
    allowedNetworks: ['127.0.0.0/8'],
    ...options,
  });

export const failed = (reason: string, retryAfterMs: number | null = null) => ({
  kind: 'failed',
  reason,
  retryAfterMs,
});
