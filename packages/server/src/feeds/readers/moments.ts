import type { FeedUpdate } from '../reading.ts';
import type { Field } from './field.ts';

/** A moment that has been; a clock that runs ahead of ours is not believed. Null when it is not told. */
export function pastInstant(field: Field, name: string, nowMs: number): number | null {
  const at = field.instantOrNull(name);
  return at === null ? null : Math.min(at, nowMs);
}

/** Newest first, in whatever order they came; `opened` where nothing was told yet. */
export function inOrder(
  updates: readonly FeedUpdate[],
  opened: FeedUpdate,
): readonly [FeedUpdate, ...FeedUpdate[]] {
  const [newest = opened, ...earlier] = updates.toSorted((a, b) => b.at - a.at);
  return [newest, ...earlier];
}
