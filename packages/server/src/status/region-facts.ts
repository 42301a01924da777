import type { ComponentHistory } from './component.ts';
import type { Incident } from './incident.ts';
import type { Maintenance } from './maintenance.ts';

/** All that was said of one region, and complete for every instant from `from` on. */
export interface RegionFacts {
  readonly region: string;
  readonly from: number;
  /** By id, ascending. Each with its changes after `from` and the last one at or before it. */
  readonly components: readonly ComponentHistory[];
  /** Those of the region that were active at `from` or later. */
  readonly incidents: readonly Incident[];
  /** Those of the region that end, or ended, after `from`. */
  readonly maintenance: readonly Maintenance[];
  /** The newest `updatedAt` of any component, incident or maintenance of the region, however old; null without any. */
  readonly observedAt: number | null;
}
