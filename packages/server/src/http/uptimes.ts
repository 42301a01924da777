import type { Organization } from '../access/index.ts';
import { getUptime } from '../status/index.ts';
import type { Edge } from './edge.ts';
import { RegionMemory } from './manners/region-memory.ts';
import type { Snapshot, SnapshotCache } from './manners/snapshot.ts';

/** The uptime of a region without its beginning, which is the organization's id and all that differs between them. */
interface RegionUptime {
  readonly rest: string;
  readonly validUntil: number;
}

/** How many lengths of history are remembered; nearly everybody asks for the same. */
const mostLengths = 8;

/** Uptime as its bytes, judged once for all organizations of a region. */
export class Uptimes {
  readonly #edge: Edge;
  readonly #snapshots: SnapshotCache;
  /** By the number of days. */
  readonly #regions = new Map<number, RegionMemory<RegionUptime>>();

  constructor(edge: Edge, snapshots: SnapshotCache) {
    this.#edge = edge;
    this.#snapshots = snapshots;
  }

  /** `calm` tells whether nothing is going on in the region. */
  async of({ orgId, region }: Organization, days: number, calm: boolean): Promise<Snapshot> {
    const made = await this.#memoryOf(days).of(region);
    if (!made) throw new Error(`There is no region ${region}.`);
    const { value, revision } = made;
    const name = `uptime ${days} ${orgId} ${region}`;
    return this.#snapshots.of(name, revision, this.#edge.clock.now(), () => ({
      text: `{"org_id":${JSON.stringify(orgId)},${value.rest}`,
      revision,
      validUntil: value.validUntil,
      calm,
    }));
  }

  #memoryOf(days: number): RegionMemory<RegionUptime> {
    const known = this.#regions.get(days);
    const memory = known ?? new RegionMemory(this.#edge.status, (region) => this.#make(region, days));
    // The one that was asked for longest ago goes first: a Map keeps the order of insertion.
    this.#regions.delete(days);
    if (this.#regions.size >= mostLengths) this.#regions.delete(this.#regions.keys().next().value ?? 0);
    this.#regions.set(days, memory);
    return memory;
  }

  async #make(region: string, days: number): Promise<RegionUptime> {
    const { body, validUntil } = await getUptime(this.#edge.status, region, days);
    return { rest: JSON.stringify(body).slice('{'.length), validUntil };
  }
}
