import { PlatenClient } from '@platen/sdk';
import { environment } from './environment.ts';
import { required } from './usage.ts';

/** The server of `PLATEN_URL`, spoken to with the key of `PLATEN_KEY`. */
export function connect(
  options: { readonly timeoutMs?: number; readonly retries?: number } = {},
): PlatenClient {
  const key = required(environment.key, 'PLATEN_KEY', 'set this environment variable to an API key');
  return new PlatenClient({ url: environment.url, key, ...options });
}
