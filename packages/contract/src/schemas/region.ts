import type { Static } from 'typebox';
import { Closed, Instant, Line, Slug } from './primitives.ts';

export const Region = Closed(
  { id: Slug, name: Line(120), created_at: Instant, updated_at: Instant },
  {
    title: 'Region',
    examples: [
      { id: 'eu', name: 'Europe', created_at: '2026-01-01T09:00:00Z', updated_at: '2026-01-01T09:00:00Z' },
    ],
  },
);
export type Region = Static<typeof Region>;

export const RegionPut = Closed({ name: Line(120) }, { title: 'RegionPut', examples: [{ name: 'Europe' }] });
export type RegionPut = Static<typeof RegionPut>;
