import type { FeedFormat } from '@platen/contract';
import { readBetterStack } from './readers/better-stack.ts';
import { readIncidentIo } from './readers/incident-io.ts';
import { readInstatus } from './readers/instatus.ts';
import { readStatuspage } from './readers/statuspage.ts';
import type { FeedReading } from './reading.ts';

interface Format {
  readonly name: string;
  /** Whether its components can be matched also when all is well with them. */
  readonly listsComponents: boolean;
  read(text: string, nowMs: number): FeedReading;
}

/** Every format that is read, by its name in the contract. */
export const formats: Readonly<Record<FeedFormat, Format>> = {
  statuspage: { name: 'Statuspage', listsComponents: true, read: readStatuspage },
  incident_io: { name: 'incident.io', listsComponents: false, read: readIncidentIo },
  better_stack: { name: 'Better Stack', listsComponents: true, read: readBetterStack },
  instatus: { name: 'Instatus', listsComponents: false, read: readInstatus },
};
