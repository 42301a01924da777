import { describe, expect, it } from 'vitest';
import { HeldClock } from '../../kit/clock.ts';
import type { StatusContext } from '../../status/index.ts';
import { RegionMemory } from './region-memory.ts';

/** Of the store, only the revision is looked at here; what is made of a region is the test's. */
function remembered(make: (region: string, made: number) => Promise<number | undefined>) {
  const clock = new HeldClock('2026-11-24T09:07:00Z');
  let revision = 1;
  let made = 0;
  const status = { clock, store: { revision: () => revision } } as unknown as StatusContext;
  const memory = new RegionMemory(status, async (region) => {
    made++;
    const value = await make(region, made);
    return value === undefined ? undefined : { value, validUntil: clock.now() + 60_000 };
  });
  return { memory, clock, raise: () => revision++, made: () => made };
}

describe('what is made of a region', () => {
  it('is made once for all who ask at once, and kept', async () => {
    const { memory, made } = remembered(async (_, n) => n);
    const all = await Promise.all([memory.of('eu'), memory.of('eu'), memory.of('eu')]);
    expect(all).toEqual(Array(3).fill({ value: { value: 1, validUntil: expect.any(Number) }, revision: 1 }));
    expect(await memory.of('eu')).toBe(all[0]);
    expect(made()).toBe(1);
  });

  it('is made anew when its data changed, and is not taken for older data that are read at the same time', async () => {
    const { memory, raise } = remembered(async (_, n) => n);
    const before = memory.of('eu');
    raise();
    const after = memory.of('eu');
    expect([(await before)?.revision, (await after)?.revision]).toEqual([1, 2]);
    expect(await memory.of('eu')).toBe(await after);
  });

  it('is made anew at the moment from which the clock makes it another', async () => {
    const { memory, clock, made } = remembered(async (_, n) => n);
    await memory.of('eu');
    clock.advance(59);
    await memory.of('eu');
    expect(made()).toBe(1);
    clock.advance(1);
    await memory.of('eu');
    expect(made()).toBe(2);
  });

  it('is not kept when it failed, or when there is no such region', async () => {
    const { memory, made } = remembered(async (region, n) => {
      if (n === 1) throw new Error('The disk is gone.');
      return region === 'eu' ? n : undefined;
    });
    await expect(memory.of('eu')).rejects.toThrow('The disk is gone.');
    expect((await memory.of('eu'))?.value.value).toBe(2);
    expect(await memory.of('xx')).toBeUndefined();
    expect(await memory.of('xx')).toBeUndefined();
    expect(made()).toBe(4);
  });
});
