import type { Organization } from '../access/index.ts';
import { getSystemStatus } from '../status/index.ts';
import type { Edge } from './edge.ts';
import { type OfRegion, RegionMemory } from './manners/region-memory.ts';
import type { Snapshot, SnapshotCache } from './manners/snapshot.ts';

/** The status of a region without its beginning, which is the organization's id and all that differs between them. */
export interface RegionStatus {
  readonly rest: string;
  readonly validUntil: number | null;
  readonly calm: boolean;
}

/** The system status as its bytes, for whoever asks and for whoever listens. */
export class SystemStatuses {
  readonly #edge: Edge;
  readonly #snapshots: SnapshotCache;
  readonly #regions: RegionMemory<RegionStatus>;

  constructor(edge: Edge, snapshots: SnapshotCache) {
    this.#edge = edge;
    this.#snapshots = snapshots;
    this.#regions = new RegionMemory(edge.status, async (region) => {
      const { body, validUntil } = await getSystemStatus(edge.status, region);
      return {
        rest: JSON.stringify(body).slice('{'.length),
        validUntil,
        calm: body.active_incidents.every(({ kind }) => kind === 'advisory'),
      };
    });
  }

  async of(org: Organization): Promise<Snapshot> {
    return this.snapshot(org, await this.ofRegion(org.region));
  }

  /** The same where that takes no waiting. */
  ready(org: Organization): Snapshot | undefined {
    const made = this.#regions.ready(org.region);
    return made && this.snapshot(org, made);
  }

  async ofRegion(region: string): Promise<OfRegion<RegionStatus>> {
    const made = await this.#regions.of(region);
    if (!made) throw new Error(`There is no region ${region}.`);
    return made;
  }

  snapshot(org: Organization, { value, revision }: OfRegion<RegionStatus>): Snapshot {
    const name = `system-status ${org.orgId} ${org.region}`;
    return this.#snapshots.of(name, revision, this.#edge.clock.now(), () => ({
      text: `{"org_id":${JSON.stringify(org.orgId)},${value.rest}`,
      revision,
      validUntil: value.validUntil,
      calm: value.calm,
    }));
  }
}
