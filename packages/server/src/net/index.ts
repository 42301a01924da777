export { createFetcher } from './fetcher.ts';
export { createMailer } from './mailer.ts';
export { createRequester } from './requester.ts';
