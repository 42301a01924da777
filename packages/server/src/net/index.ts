export { createFetcher } from './fetcher.ts';
export { createMailer, type Mailer } from './mailer.ts';
export { createRequester } from './requester.ts';
