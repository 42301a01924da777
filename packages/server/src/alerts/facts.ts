import type { Incident, JobCounts, JobType, Source, Subscription } from '@platen/contract';
import type { ApiKey, Organization } from '../access/index.ts';
import type { StatusOfRegion } from '../status/index.ts';
import type { OpenAnomaly } from './anomalies/store.ts';
import type { ChannelRecord } from './channel-record.ts';

/** What the rules of an organization are judged by. Each is asked for when a rule wants it, and once. */
export interface Facts {
  readonly now: number;
  readonly org: Organization;
  readonly channels: readonly ChannelRecord[];
  status(): Promise<StatusOfRegion>;
  /** One of the region that may be over; undefined when nobody knows it any more. */
  incident(id: string): Promise<Incident | undefined>;
  subscription(): Promise<Subscription>;
  sources(): Promise<readonly Source[]>;
  /** Those that can be used. */
  keys(): Promise<readonly ApiKey[]>;
  jobs(window: JobsWindow): Promise<JobsFacts>;
  /** Those that go on. */
  anomalies(): Promise<readonly OpenAnomaly[]>;
}

export interface JobsWindow {
  readonly from: number;
  readonly to: number;
  readonly jobType: JobType | null;
  readonly device: string | null;
}

export interface JobsFacts {
  readonly window: JobsWindow;
  /** Null where no source of the organization reports such jobs. */
  readonly counts: JobCounts | null;
  /** Whether all sources have told of the window in full. */
  readonly complete: boolean;
}
