import { Type } from 'typebox';
import { Closed } from './primitives.ts';

/** The body of `/healthz` and `/readyz`. */
export const Health = Closed(
  { status: Type.Literal('ok') },
  { title: 'Health', examples: [{ status: 'ok' }] },
);
