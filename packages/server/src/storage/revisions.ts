/**
 * Numbers that say whether data may have changed: a reader that kept something under a revision may use it as long as
 * the number is the same.
 */
export interface Revisions {
  of(topic: string): number;

  /**
   * Tells, as the last statement of the transaction of a change, which topics it touches. What it resolves to raises
   * them here, and is to be called once that transaction has committed.
   */
  note(topics: readonly string[], run: RunStatement): Promise<() => void>;
}

/** Runs one statement in the transaction of the change. */
export type RunStatement = (
  sql: string,
  parameters: readonly unknown[],
) => Promise<{ readonly rows: readonly unknown[] }>;

/** The numbers of one process. Alone on a database it knows of every change, and has nobody to tell. */
export class LocalRevisions implements Revisions {
  readonly #numbers = new Map<string, number>();
  #ofAll = 0;
  #next = 1;

  of(topic: string): number {
    return this.#numbers.get(topic) ?? this.#ofAll;
  }

  raise(...topics: readonly string[]): void {
    for (const topic of topics) this.#numbers.set(topic, this.#next++);
  }

  /** For when it is not known what has changed. */
  raiseAll(): void {
    this.#numbers.clear();
    this.#ofAll = this.#next++;
  }

  async note(topics: readonly string[]): Promise<() => void> {
    return () => this.raise(...topics);
  }
}
