import { FetchFailure } from './failure.ts';

/** @throws FetchFailure for what is not on the web, or has a password in it. */
export function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw new FetchFailure('has an address that cannot be read');
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) throw new FetchFailure('is not on the web (http or https)');
  if (url.username !== '' || url.password !== '') throw new FetchFailure('has a password in its address');
  return url;
}
