import { type Static, Type } from 'typebox';
import { Closed, Instant, Line, OneOf, Slug } from './primitives.ts';

const pageAccesses = ['public', 'key', 'off'] as const;
export type PageAccess = (typeof pageAccesses)[number];
const PageAccessField = OneOf(pageAccesses, {
  description:
    'Who may read its status page and feeds: everybody, holders of a key that may read its status, or nobody.',
});

export const Region = Closed(
  { id: Slug, name: Line(120), page_access: PageAccessField, created_at: Instant, updated_at: Instant },
  {
    title: 'Region',
    examples: [
      {
        id: 'eu',
        name: 'Europe',
        page_access: 'public',
        created_at: '2026-01-01T09:00:00Z',
        updated_at: '2026-01-01T09:00:00Z',
      },
    ],
  },
);
export type Region = Static<typeof Region>;

export const RegionPut = Closed(
  {
    name: Line(120),
    page_access: Type.Optional({
      ...PageAccessField,
      description: 'Default: as it is, and `public` for a new region.',
    }),
  },
  { title: 'RegionPut', examples: [{ name: 'Europe' }] },
);
export type RegionPut = Static<typeof RegionPut>;
