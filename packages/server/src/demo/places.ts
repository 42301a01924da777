import { clinic } from './clinic.ts';
import type { Place } from './place.ts';
import { school } from './school.ts';

/** The first one is whom the demo's key belongs to. */
export const places: readonly [Place, ...Place[]] = [clinic, school];
