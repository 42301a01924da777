import { Refusal } from '@platen/contract';

export interface GroupLimits {
  /** What one commit takes at most. What is heavier by itself goes alone. */
  readonly weightOfCommit: number;
  /** What may wait for its commit, and no owner more than half of it. */
  readonly weightWaiting: number;
}

/** The job events that take up as much memory as a request that waits. */
export const weightOfRequest = 50;

interface Waiting<I, O> {
  readonly weight: number;
  readonly input: I;
  resolve(output: O): void;
  reject(error: unknown): void;
}

interface Line<I, O> {
  readonly waiting: Waiting<I, O>[];
  weight: number;
}

/**
 * Lets writes that come at the same time share one transaction. When none is in progress a write goes at once; what
 * comes meanwhile waits and goes together in the next, by turns of one from each owner, those of an owner in their
 * order. More than may wait is refused, before it costs memory.
 */
export class GroupCommit<I, O> implements AsyncDisposable {
  readonly #commit: (inputs: readonly I[]) => Promise<readonly O[]>;
  readonly #limits: GroupLimits;
  /** One for each owner who waits, in the order of their turns. */
  readonly #lines = new Map<string, Line<I, O>>();
  #weight = 0;
  #committing: Promise<void> | undefined;

  /** `commit` writes all of the inputs or none of them, and answers with an output for each, in their order. */
  constructor(commit: (inputs: readonly I[]) => Promise<readonly O[]>, limits: GroupLimits) {
    this.#commit = commit;
    this.#limits = limits;
  }

  /**
   * Resolves when the input is committed. Where a group fails each of it is tried alone, so that each fails only by
   * itself; but not when the engine is overloaded, which is nobody's fault.
   *
   * @throws Refusal `overloaded` when too much is waiting; nothing was written then.
   */
  async take(owner: string, weight: number, input: I): Promise<O> {
    const line = this.#lines.get(owner) ?? { waiting: [], weight: 0 };
    this.#refuseTooMuch(line.weight, weight);
    return new Promise((resolve, reject) => {
      line.waiting.push({ weight, input, resolve, reject });
      line.weight += weight;
      this.#weight += weight;
      this.#lines.set(owner, line);
      this.#committing ??= this.#commitAll();
    });
  }

  /** Waits until everything that was taken is committed. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#committing;
  }

  /** Whatever its weight, one may wait while nothing else does. */
  #refuseTooMuch(ofOwner: number, weight: number): void {
    const most = this.#limits.weightWaiting;
    const ownerHasTooMuch = ofOwner > 0 && ofOwner + weight > most / 2;
    const allHaveTooMuch = this.#weight > 0 && this.#weight + weight > most;
    if (ownerHasTooMuch || allHaveTooMuch)
      throw new Refusal(
        'overloaded',
        'Too much is waiting to be written. Nothing of this request was stored.',
      );
  }

  async #commitAll(): Promise<void> {
    while (this.#lines.size > 0) await this.#commitGroup(this.#nextGroup());
    this.#committing = undefined;
  }

  #nextGroup(): Waiting<I, O>[] {
    const group: Waiting<I, O>[] = [];
    let room = this.#limits.weightOfCommit;
    for (const [owner, line] of this.#lines) {
      const [next] = line.waiting;
      if (!next || (group.length > 0 && next.weight > room)) break;
      group.push(next);
      room -= next.weight;
      line.waiting.shift();
      line.weight -= next.weight;
      this.#weight -= next.weight;
      // Back at the end of the turns, where this iteration comes by again.
      this.#lines.delete(owner);
      if (line.waiting.length > 0) this.#lines.set(owner, line);
    }
    return group;
  }

  async #commitGroup(group: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outputs = await this.#commit(group.map(({ input }) => input));
      for (const [i, { resolve }] of group.entries()) resolve(outputs[i] as O);
    } catch (error) {
      const isOverload = error instanceof Refusal && error.code === 'overloaded';
      if (group.length === 1 || isOverload) for (const { reject } of group) reject(error);
      else for (const one of group) await this.#commitGroup([one]);
    }
  }
}
