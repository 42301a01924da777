import { describe, expect, it } from 'vitest';
import { HeldClock } from '../../kit/clock.ts';
import type { StatusContext } from '../../status/index.ts';
import { Answer } from './answer.ts';
import { ReadyAnswers } from './ready-answers.ts';

const million = 'x'.repeat(1_000_000);

describe('ready answers', () => {
  it('take up no more room than they may, and the oldest goes first', () => {
    const status = { clock: new HeldClock('2026-11-24T09:07:00Z'), store: { revision: () => 1 } };
    const ready = new ReadyAnswers(status as unknown as StatusContext);
    const answer = new Answer(million, 'text/html', 'public', 0);
    const keep = (path: string) =>
      ready.keep(path, { answer, region: 'eu', revision: 1, validUntil: Number.POSITIVE_INFINITY });
    for (let i = 0; i < 60; i++) keep(`/${i}`);
    // Kept again it is not counted twice, and is as if it were new.
    for (let i = 0; i < 60; i++) keep('/0');
    for (let i = 60; i < 100; i++) keep(`/${i}`);
    const kept = Array.from({ length: 100 }, (_, i) => i).filter((i) => ready.find(`/${i}`));
    expect(kept).toEqual([0, ...Array.from({ length: 66 }, (_, i) => 34 + i)]);
  });
});
