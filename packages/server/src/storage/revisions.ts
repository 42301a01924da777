/**
 * Numbers that say whether data may have changed: a reader that kept something under a revision may use it as long as
 * the number is the same. A store raises them after its commit.
 */
export class Revisions {
  readonly #numbers = new Map<string, number>();
  #next = 1;

  of(topic: string): number {
    return this.#numbers.get(topic) ?? 0;
  }

  raise(...topics: readonly string[]): void {
    for (const topic of topics) this.#numbers.set(topic, this.#next++);
  }
}
