export { createFetcher, type Fetcher } from './fetcher.ts';
