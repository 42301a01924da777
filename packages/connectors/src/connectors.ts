import { cupsPageLog } from './cups-page-log/cups-page-log.ts';
import { printLogger } from './print-logger/print-logger.ts';
import type { Connector } from './reading.ts';

/** Every connector, by its name. */
export const connectors = {
  'cups-page-log': cupsPageLog,
  'print-logger': printLogger,
} as const satisfies Record<string, Connector>;

export type ConnectorName = keyof typeof connectors;
