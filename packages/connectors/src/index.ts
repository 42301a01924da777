export { type ConnectorName, connectors } from './connectors.ts';
export type {
  Connector,
  ConnectorOption,
  Read,
  ReadFault,
  Reading,
  ReadJob,
  Unreadable,
} from './reading.ts';
