export { type CallName, type ClientOptions, type Input, type Output, PlatenClient } from './client.ts';
export { PlatenError, UnreachableError } from './errors.ts';
export type { WatchOptions } from './watch.ts';
