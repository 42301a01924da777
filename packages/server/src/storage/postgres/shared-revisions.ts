import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { LocalRevisions, type Revisions, type RunStatement } from '../revisions.ts';
import { connectionOptions } from './connections.ts';

/** Tells of changes that no notification came for, as when a pooler between us and the database swallows them. */
const lookEveryMs = 500;
/** A connection that does not answer for so long is taken for dead. */
const answerWithinMs = 2_000;
const comeBackAfterMs = 250;

/**
 * The revisions of all servers on one database. Each change counts up its topics in the table `change` and notifies
 * everybody of the new number, in its own transaction. A number that is greater than the last one heard of its topic,
 * by notification or by looking at the table, raises the topic here.
 */
export class SharedRevisions implements Revisions, AsyncDisposable {
  readonly #url: string;
  readonly #local = new LocalRevisions();
  readonly #heard = new Map<string, number>();
  readonly #stopping = new AbortController();
  #isReachable = false;
  #following: Promise<void> = Promise.resolve();

  private constructor(url: string) {
    this.#url = url;
  }

  /** Resolves once no change can be missed. */
  static async follow(url: string): Promise<SharedRevisions> {
    const revisions = new SharedRevisions(url);
    const follower = await revisions.#listen();
    revisions.#following = revisions.#goOn(follower);
    return revisions;
  }

  /** Whether the database answered lately. */
  get isReachable(): boolean {
    return this.#isReachable;
  }

  of(topic: string): number {
    return this.#local.of(topic);
  }

  async note(topics: readonly string[], run: RunStatement): Promise<() => void> {
    if (topics.length === 0) return () => undefined;
    const { rows } = await run(countUp, [[...new Set(topics)].sort()]);
    return () => this.#hearAll(rows as Change[]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#following;
  }

  async #goOn(first: Follower): Promise<void> {
    let follower: Follower | undefined = first;
    while (!this.#stopping.signal.aborted) {
      try {
        follower ??= await this.#listen();
        await this.#lookAgainAndAgain(follower);
      } catch {
        // Whoever asks the database meanwhile is told what is wrong with it.
        this.#lose();
      }
      await follower?.leave();
      follower = undefined;
      await this.#pause(comeBackAfterMs);
    }
    await follower?.leave();
  }

  /** Nothing is known of what happened before: what is kept under earlier numbers must not be used any more. */
  async #listen(): Promise<Follower> {
    const follower = await Follower.begin(this.#url, (change) => this.#hear(change));
    this.#heard.clear();
    this.#local.raiseAll();
    this.#isReachable = true;
    return follower;
  }

  /** As long as changes may happen unheard, nothing that is kept may be used. */
  #lose(): void {
    this.#isReachable = false;
    this.#local.raiseAll();
  }

  async #lookAgainAndAgain(follower: Follower): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#pause(lookEveryMs, follower.lost);
      this.#hearAll(await follower.changes());
    }
  }

  #hearAll(changes: readonly Change[]): void {
    for (const change of changes) this.#hear(change);
  }

  #hear({ topic, number }: Change): void {
    if (number <= (this.#heard.get(topic) ?? 0)) return;
    this.#heard.set(topic, number);
    this.#local.raise(topic);
  }

  async #pause(ms: number, cutShort?: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([this.#stopping.signal, ...(cutShort ? [cutShort] : [])]);
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }
}

interface Change {
  readonly topic: string;
  readonly number: number;
}

/** The channel has the table's number, so that two Platens in one database do not hear each other. */
const channel = `'platen_' || 'change'::regclass::oid`;

/** The rows stay locked until the commit, so numbers of a topic are committed in their order. */
const countUp = `
  with counted as (
    insert into change (topic, number, xid)
    select topic, 1, pg_current_xact_id() from unnest($1::text[]) as topic
    on conflict (topic) do update set number = change.number + 1, xid = excluded.xid
    returning topic, number)
  select topic, number, pg_notify(${channel}, number || ' ' || topic) from counted`;

/** All that was committed since a look that saw every transaction before `xid` ended, and where to go on. */
const look = `
  select pg_snapshot_xmin(pg_current_snapshot())::text as "nextXid", topic, number
  from (values (1)) as always left join change on xid >= $1::xid8`;

/** A connection of its own, which hears what is notified and looks for what was not. */
class Follower {
  readonly #client: Client;
  readonly #lost = new AbortController();
  #xid = '0';

  private constructor(client: Client) {
    this.#client = client;
  }

  static async begin(url: string, hear: (change: Change) => void): Promise<Follower> {
    const client = new Client({ ...connectionOptions(url), query_timeout: answerWithinMs });
    const follower = new Follower(client);
    client.on('error', () => follower.#lost.abort());
    client.on('end', () => follower.#lost.abort());
    client.on('notification', ({ payload = '' }) => {
      const [number = '', ...topic] = payload.split(' ');
      hear({ topic: topic.join(' '), number: Number(number) });
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ channel: string }>(`select ${channel} as channel`);
      await client.query(`listen ${client.escapeIdentifier(rows[0]?.channel ?? '')}`);
      await follower.changes();
    } catch (error) {
      await follower.leave();
      throw error;
    }
    return follower;
  }

  /** Aborted when the connection is. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** What was changed since this was last asked. */
  async changes(): Promise<Change[]> {
    const { rows } = await this.#client.query<{ nextXid: string; topic: string | null; number: number }>(
      look,
      [this.#xid],
    );
    this.#xid = rows[0]?.nextXid ?? this.#xid;
    return rows.flatMap(({ topic, number }) => (topic === null ? [] : [{ topic, number }]));
  }

  /** Does not wait for a server that is not there any more. */
  async leave(): Promise<void> {
    this.#client.connection.stream.destroy();
    await this.#client.end().catch(() => undefined);
  }
}
