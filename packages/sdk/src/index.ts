export {
  type ClientOptions,
  type Input,
  type Output,
  PlatenClient,
  PlatenError,
  UnreachableError,
} from './client.ts';
