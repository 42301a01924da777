import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partOf } from './part-of.ts';

const hour = 3_600_000;

describe('the part that a moment lies in', () => {
  it('is worked out in one step where all are of one length', () => {
    expect(partOf('slot', [2 * hour, 3 * hour, 4 * hour])).toBe(`0 + intDiv(slot - ${2 * hour}, ${hour})`);
  });

  it('is the last that begins before it, however long the parts are', () => {
    const lengths = fc.array(
      fc.constantFrom(1, 2, 24, 25).map((hours) => hours * hour),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(lengths, fc.nat(), (some, at) => {
        const boundaries = [5 * hour];
        for (const length of some) boundaries.push((boundaries.at(-1) ?? 0) + length);
        const [first = 0, last = 0] = [boundaries[0], boundaries.at(-1)];
        const moment = first + (at % (last - first));
        expect(evaluated(partOf('x', boundaries), moment)).toBe(
          boundaries.findLastIndex((boundary) => boundary <= moment),
        );
      }),
    );
  });
});

/** As ClickHouse does it. */
function evaluated(expression: string, x: number): unknown {
  const multiIf = (...branches: unknown[]) => {
    const at = branches.findIndex((condition, index) => index % 2 === 0 && condition === true);
    return at < 0 ? branches.at(-1) : branches[at + 1];
  };
  const intDiv = (a: number, b: number) => Math.trunc(a / b);
  return new Function('x', 'multiIf', 'intDiv', `return ${expression}`)(x, multiIf, intDiv);
}
