import { Refusal } from '@platen/contract';
import { type Caller, keyOf, renewHolder } from '../../access/index.ts';
import type { Edge } from '../edge.ts';
import type { OfRegion } from '../manners/region-memory.ts';
import { organizationOf } from '../organization-of.ts';
import type { EventStream } from '../replies.ts';
import type { RegionStatus, SystemStatuses } from '../system-statuses.ts';
import { Listener } from './listener.ts';

/** The listeners of a region, and what they were all told last. */
interface Audience {
  readonly listeners: Set<Listener>;
  revision: number;
  validUntil: number;
}

/** The listeners by one key, or by one session for one organization. */
interface Party {
  readonly listeners: Set<Listener>;
  /** As the ledger knew it when it was last looked at. */
  holder: Caller;
  /** Not looked at since it came: its key may have been revoked at that very moment. */
  isNew: boolean;
}

const lookEveryMs = 200;
const afterFailureMs = 2_000;
const beatEveryMs = 15_000;

/**
 * Everyone who listens to the system status. One look a tick at the revisions of their regions and of their keys finds
 * what has changed, whoever changed it; nothing is done for a listener of whom nothing has.
 */
export class StreamHub {
  readonly #edge: Edge;
  readonly #statuses: SystemStatuses;
  readonly #onFailure: (error: unknown) => void;
  readonly #audiences = new Map<string, Audience>();
  readonly #parties = new Map<string, Party>();
  #count = 0;
  #accessRevision = '';
  #beatAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(edge: Edge, statuses: SystemStatuses, onFailure: (error: unknown) => void) {
    this.#edge = edge;
    this.#statuses = statuses;
    this.#onFailure = onFailure;
  }

  async open(holder: Caller, lastId: string | undefined): Promise<EventStream> {
    const org = organizationOf(holder);
    const made = await this.#statuses.ofRegion(org.region);
    return (response, headers) => {
      this.#refuseTooMany(holder);
      const listener = new Listener(holder, org, lastId, response);
      this.#add(listener, made);
      listener.begin(headers, () => this.#remove(listener));
      listener.tell(this.#statuses.snapshot(org, made), made.revision);
      if (this.#timer) return;
      this.#beatAt = this.#edge.clock.now();
      this.#timer = this.#lookIn(lookEveryMs);
    };
  }

  /** Ends all streams, and opens no more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const { listeners } of this.#parties.values()) for (const listener of listeners) listener.end();
  }

  /** @throws Refusal `overloaded` or `quota_exceeded` */
  #refuseTooMany(holder: Caller): void {
    const { total, perKey } = this.#edge.limits.streams;
    if (this.#stopped || this.#count >= total) {
      throw new Refusal('overloaded', 'As many streams are open as this server may hold. Poll meanwhile.');
    }
    if ((this.#parties.get(partyOf(holder))?.listeners.size ?? 0) >= perKey) {
      throw new Refusal(
        'quota_exceeded',
        `There are ${perKey} streams open by this key or session, and may be no more.`,
      );
    }
  }

  #add(listener: Listener, made: OfRegion<RegionStatus>): void {
    const name = partyOf(listener.holder);
    const party = this.#parties.get(name) ?? { listeners: new Set(), holder: listener.holder, isNew: true };
    party.isNew = true;
    this.#parties.set(name, party);
    party.listeners.add(listener);

    const { region } = listener.org;
    const audience = this.#audiences.get(region) ?? { listeners: new Set(), ...standing(made) };
    // The others were told something else meanwhile; the next look puts all of them on one page.
    if (audience.revision !== made.revision) audience.revision = -1;
    this.#audiences.set(region, audience);
    audience.listeners.add(listener);
    this.#count++;
  }

  #remove(listener: Listener): void {
    const name = partyOf(listener.holder);
    const { region } = listener.org;
    const party = this.#parties.get(name);
    if (!party?.listeners.delete(listener)) return;
    this.#count--;
    if (party.listeners.size === 0) this.#parties.delete(name);
    const audience = this.#audiences.get(region);
    audience?.listeners.delete(listener);
    if (audience?.listeners.size === 0) this.#audiences.delete(region);
  }

  #lookIn(ms: number): NodeJS.Timeout {
    return setTimeout(async () => {
      let nextMs = lookEveryMs;
      try {
        await this.#endWithTheirKeys();
        await this.#tellChanges();
        this.#beat();
      } catch (error) {
        this.#accessRevision = '';
        this.#onFailure(error);
        nextMs = afterFailureMs;
      }
      this.#timer = this.#count > 0 && !this.#stopped ? this.#lookIn(nextMs) : undefined;
    }, ms).unref();
  }

  async #endWithTheirKeys(): Promise<void> {
    const { access, people, clock } = this.#edge;
    const revision = `${access.store.accessRevision()} ${people.store.peopleRevision()}`;
    const changed = revision !== this.#accessRevision;
    this.#accessRevision = revision;
    for (const party of [...this.#parties.values()]) {
      const { expiresAt } = party.holder.by;
      const expired = expiresAt !== null && expiresAt <= clock.now();
      if (!changed && !party.isNew && !expired) continue;
      party.isNew = false;
      const holder = await this.#renew(party.holder);
      if (holder) party.holder = holder;
      for (const listener of [...party.listeners]) {
        if (!holder || organizationOf(holder).region !== listener.org.region) this.#end(listener);
      }
    }
  }

  #renew(holder: Caller): Promise<Caller | undefined> {
    const { access, people } = this.#edge;
    return keyOf(holder)
      ? renewHolder(access, holder)
      : people.sessions.renew(holder, organizationOf(holder));
  }

  async #tellChanges(): Promise<void> {
    const { status, clock } = this.#edge;
    for (const [region, audience] of [...this.#audiences]) {
      const changed = status.store.revision(region) !== audience.revision;
      if (!changed && clock.now() < audience.validUntil) continue;
      const made = await this.#statuses.ofRegion(region);
      Object.assign(audience, standing(made));
      for (const listener of [...audience.listeners]) {
        const snapshot = this.#statuses.snapshot(listener.org, made);
        if (!listener.tell(snapshot, made.revision)) this.#remove(listener);
      }
    }
  }

  #beat(): void {
    const now = this.#edge.clock.now();
    // A clock that was set back must not keep everybody silent.
    if (now >= this.#beatAt && now < this.#beatAt + beatEveryMs) return;
    this.#beatAt = now;
    for (const { listeners } of [...this.#parties.values()]) {
      for (const listener of [...listeners]) if (!listener.beat()) this.#remove(listener);
    }
  }

  #end(listener: Listener): void {
    listener.end();
    this.#remove(listener);
  }
}

function standing({ value, revision }: OfRegion<RegionStatus>): { revision: number; validUntil: number } {
  return { revision, validUntil: value.validUntil ?? Number.POSITIVE_INFINITY };
}

function partyOf(holder: Caller): string {
  const { by } = holder;
  return 'sessionId' in by ? `${by.sessionId} ${organizationOf(holder).orgId}` : by.id;
}
