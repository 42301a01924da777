import { Refusal } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.ts';

/** An engine of which every commit is ended by hand; it answers each input in capitals. */
class HeldEngine {
  readonly commits: { readonly inputs: readonly string[]; end(error?: Error): void }[] = [];
  readonly group: GroupCommit<string, string>;

  constructor(weightOfCommit = 100, weightWaiting = 1_000) {
    this.group = new GroupCommit((inputs) => this.#commit(inputs), { weightOfCommit, weightWaiting });
  }

  get inputs() {
    return this.commits.map(({ inputs }) => inputs.join(' '));
  }

  /** Ends commits one after the other until `last` is settled. */
  async endAllUntil(last: Promise<unknown>): Promise<void> {
    let settled = false;
    const end = last.finally(() => {
      settled = true;
    });
    for (let i = 0; !settled; i++) {
      await expect.poll(() => settled || this.commits.length > i, { interval: 1 }).toBe(true);
      this.commits[i]?.end();
    }
    await end;
  }

  #commit(inputs: readonly string[]): Promise<string[]> {
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    const end = (error?: Error) => {
      if (error) reject(error);
      else resolve(inputs.map((input) => input.toUpperCase()));
    };
    this.commits.push({ inputs, end });
    return promise;
  }
}

const overloaded = expect.objectContaining({ name: 'Refusal', code: 'overloaded' });

describe('writes that come at the same time', () => {
  it('go at once when nothing is in progress', () => {
    const engine = new HeldEngine();
    void engine.group.take('a', 1, 'a1');
    expect(engine.inputs).toEqual(['a1']);
  });

  it('share the next commit when one is in progress, and each has its own answer', async () => {
    const engine = new HeldEngine();
    const answers = Promise.all(['a1', 'a2', 'a3'].map((input) => engine.group.take('a', 1, input)));
    await engine.endAllUntil(answers);
    expect(engine.inputs).toEqual(['a1', 'a2 a3']);
    expect(await answers).toEqual(['A1', 'A2', 'A3']);
    void engine.group.take('a', 1, 'a4');
    expect(engine.inputs.at(-1)).toBe('a4');
  });

  it('do so by turns of their owners, up to the weight of a commit', async () => {
    const engine = new HeldEngine(4);
    const take = (input: string, weight: number) => engine.group.take(input.charAt(0), weight, input);
    const answers = Promise.all([
      take('a1', 1),
      take('a2', 3),
      take('a3', 2),
      take('a4', 9),
      take('b1', 1),
      take('b2', 1),
      take('c1', 1),
    ]);
    await engine.endAllUntil(answers);
    expect(engine.inputs).toEqual(['a1', 'a2 b1', 'c1 a3 b2', 'a4']);
  });

  it('are all taken before it is disposed of', async () => {
    const engine = new HeldEngine(1);
    const answers = Promise.all(['a1', 'a2', 'a3'].map((input) => engine.group.take('a', 1, input)));
    const disposed = engine.group[Symbol.asyncDispose]();
    await engine.endAllUntil(disposed);
    expect(await answers).toEqual(['A1', 'A2', 'A3']);
  });
});

describe('what waits', () => {
  it('is bounded: one owner has half of it, all have the whole, and more is refused', async () => {
    const engine = new HeldEngine(100, 10);
    const taken = [
      engine.group.take('a', 50, 'a1'),
      engine.group.take('a', 4, 'a2'),
      engine.group.take('a', 1, 'a3'),
    ];
    await expect(engine.group.take('a', 1, 'a4')).rejects.toEqual(overloaded);
    taken.push(engine.group.take('b', 3, 'b1'));
    await expect(engine.group.take('c', 3, 'c1')).rejects.toEqual(overloaded);
    taken.push(engine.group.take('c', 2, 'c2'));
    await engine.endAllUntil(Promise.all(taken));
    expect(engine.inputs).toEqual(['a1', 'a2 b1 c2 a3']);
  });

  it('gives its room back when its commit begins', async () => {
    const engine = new HeldEngine(2, 10);
    const take = (input: string, weight: number) => engine.group.take('a', weight, input);
    const taken = [take('a1', 1), take('a2', 2), take('a3', 3)];
    await expect(take('a4', 2)).rejects.toEqual(overloaded);
    engine.commits[0]?.end();
    await taken[0];
    await expect.poll(() => engine.inputs).toEqual(['a1', 'a2']);
    await engine.endAllUntil(Promise.all([...taken, take('a5', 2)]));
    expect(engine.inputs).toEqual(['a1', 'a2', 'a3', 'a5']);
  });

  it('may be one that is heavier than all that may wait, when nothing else does', async () => {
    const engine = new HeldEngine(1, 10);
    const taken = [engine.group.take('a', 1, 'a1'), engine.group.take('a', 50, 'a2')];
    await expect(engine.group.take('b', 1, 'b1')).rejects.toEqual(overloaded);
    await engine.endAllUntil(Promise.all(taken));
    void engine.group.take('b', 1, 'b2');
    expect(engine.inputs).toEqual(['a1', 'a2', 'b2']);
  });
});

describe('a group that fails', () => {
  it('is tried one by one, so that each fails only by itself', async () => {
    const engine = new HeldEngine();
    const first = engine.group.take('a', 1, 'a1');
    const settled = Promise.allSettled(['a2', 'a3', 'a4'].map((input) => engine.group.take('a', 1, input)));
    engine.commits[0]?.end();
    await first;
    await expect.poll(() => engine.inputs).toEqual(['a1', 'a2 a3 a4']);
    engine.commits[1]?.end(new Error('constraint'));
    for (const [i, error] of [undefined, new Error('constraint of a3'), undefined].entries()) {
      await expect.poll(() => engine.commits.length).toBe(3 + i);
      engine.commits[2 + i]?.end(error);
    }
    expect(await settled).toEqual([
      { status: 'fulfilled', value: 'A2' },
      { status: 'rejected', reason: new Error('constraint of a3') },
      { status: 'fulfilled', value: 'A4' },
    ]);
    expect(engine.inputs.slice(2)).toEqual(['a2', 'a3', 'a4']);
  });

  it('is not tried again when the engine is overloaded, and what comes later goes on', async () => {
    const engine = new HeldEngine();
    const first = engine.group.take('a', 1, 'a1');
    const settled = Promise.allSettled(['a2', 'a3'].map((input) => engine.group.take('a', 1, input)));
    engine.commits[0]?.end();
    await first;
    await expect.poll(() => engine.commits.length).toBe(2);
    const later = engine.group.take('a', 1, 'a4');
    engine.commits[1]?.end(new Refusal('overloaded', 'The disk is full.'));
    expect(await settled).toEqual([
      { status: 'rejected', reason: overloaded },
      { status: 'rejected', reason: overloaded },
    ]);
    await engine.endAllUntil(later);
    expect(engine.inputs).toEqual(['a1', 'a2 a3', 'a4']);
  });
});
