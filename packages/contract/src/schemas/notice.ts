import { Type } from 'typebox';
import { Slug } from './primitives.ts';

/** What incidents and maintenance have in common: the places they are about, and words for people. */
export const Slugs = (options: object = {}) =>
  Type.Array(Slug, { uniqueItems: true, maxItems: 100, ...options });
export const Body = Type.String({ minLength: 1, maxLength: 20_000 });
