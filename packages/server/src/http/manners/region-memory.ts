import type { StatusContext } from '../../status/index.ts';

interface Lasting {
  /** From then on it must be made again even if no data changed; null: never. */
  readonly validUntil: number | null;
}

/** What was made of the data of a region, and the revision they had before they were read. */
export interface OfRegion<T extends Lasting> {
  readonly value: T;
  readonly revision: number;
}

interface Kept<T extends Lasting> {
  readonly revision: number;
  readonly made: Promise<OfRegion<T> | undefined>;
  /** Undefined until it is made. */
  ready: OfRegion<T> | undefined;
  /** Moves closer once it is made. */
  validUntil: number;
}

/** Makes something of the data of a region once, however many ask, and keeps it until its data or the clock change it. */
export class RegionMemory<T extends Lasting> {
  readonly #status: StatusContext;
  readonly #make: (region: string) => Promise<T | undefined>;
  readonly #kept = new Map<string, Kept<T>>();

  constructor(status: StatusContext, make: (region: string) => Promise<T | undefined>) {
    this.#status = status;
    this.#make = make;
  }

  /** Undefined, and not kept, when there is no such region. */
  async of(region: string): Promise<OfRegion<T> | undefined> {
    const kept = this.#standing(region);
    if (kept) return kept.made;
    const revision = this.#status.store.revision(region);
    const making = this.#make(region).then((value) => value && { value, revision });
    const fresh: Kept<T> = {
      revision,
      made: making,
      ready: undefined,
      validUntil: Number.POSITIVE_INFINITY,
    };
    this.#kept.set(region, fresh);
    try {
      const made = await making;
      fresh.ready = made;
      fresh.validUntil = made?.value.validUntil ?? Number.POSITIVE_INFINITY;
      if (!made) this.#forget(region, fresh);
      return made;
    } catch (error) {
      this.#forget(region, fresh);
      throw error;
    }
  }

  /** The same where that takes no waiting. */
  ready(region: string): OfRegion<T> | undefined {
    return this.#standing(region)?.ready;
  }

  #standing(region: string): Kept<T> | undefined {
    const kept = this.#kept.get(region);
    if (!kept || this.#status.clock.now() >= kept.validUntil) return undefined;
    return this.#status.store.revision(region) === kept.revision ? kept : undefined;
  }

  #forget(region: string, kept: Kept<T>): void {
    if (this.#kept.get(region) === kept) this.#kept.delete(region);
  }
}
