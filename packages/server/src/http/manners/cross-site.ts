import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '@platen/contract';

/**
 * A browser sends cookies along whoever made it ask, so what changes something by a cookie must come from the console
 * itself. Browsers say where it comes from by `Sec-Fetch-Site`, older ones by `Origin`.
 *
 * @throws Refusal `cross_site_request`
 */
export function refuseCrossSite(method: string, headers: IncomingHttpHeaders, publicUrl: string): void {
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined ? headers.origin === new URL(publicUrl).origin : site === 'same-origin';
  if (isOurs) return;
  throw new Refusal(
    'cross_site_request',
    'A request by a session that changes something must come from the same origin.',
  );
}
